"""Making and changing a chain."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.queries.access import see_chain
from siyu.domains.chains.queries.entries import items_of
from siyu.domains.chains.rules import ASKS
from siyu.domains.chains.types import ASK_LABELS, Sight, may_start
from siyu.domains.chains.web.asking import to_chain
from siyu.domains.chains.web.reading import blanks, form_values, read_chain_form
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.types import Lead
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.moderation.errors import RefusedText
from siyu.kernel.errors import Forbidden, Invalid, SiyuError
from siyu.platform.http import member as guard
from siyu.platform.http.toasts import toast

TROUBLES = (Invalid, RefusedText)


@require_http_methods(["GET", "POST"])
@guard.member_page
def new(request: HttpRequest, group: str) -> HttpResponseBase:
    """Make a chain."""
    lead = lead_as_member(request.user, group)
    if not may_start(lead):
        raise Forbidden(_("Only those who lead this group can make chains."))
    trouble = None
    if request.method == "POST":
        try:
            made = make_chain(lead, read_chain_form(request.POST, lead.group.account))
            return toast(request, to_chain(group, made.public_id), _("The chain is open."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, lead, None, trouble)


@require_http_methods(["GET", "POST"])
@guard.member_page
def edit(request: HttpRequest, group: str, chain: str) -> HttpResponseBase:
    """Change a chain."""
    sight = see_chain(request.user, group, chain)
    sight.require_runs()
    trouble = None
    if request.method == "POST":
        try:
            edit_chain(sight, read_chain_form(request.POST, sight.lead.group.account))
            return toast(request, to_chain(group, chain), _("Saved."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, sight.lead, sight, trouble)


def _form(request: HttpRequest, lead: Lead, sight: Sight | None, trouble: SiyuError | None) -> HttpResponse:
    context = form_context(request, lead, sight, trouble)
    return render(request, "chains/form.html", context, status=422 if trouble else 200)


def form_context(request: HttpRequest, lead: Lead, sight: Sight | None, trouble: SiyuError | None) -> dict[str, Any]:
    """What the form's fields need, here and at the desk."""
    sent = request.POST if request.method == "POST" else None
    chain = sight.chain if sight else None
    values = form_values(lead.group.account, chain, items_of(sight) if sight else [], sent)
    asks = [(name, ASK_LABELS[name]) for name in ASKS if name != "phone" or lead.may("announce")]
    return {
        "group": lead.group, "chain": chain, "values": blanks(values), "asks": asks, "trouble": trouble,
        "wrong": trouble.data.get("field", "title") if trouble else "",
        "pictures": assets_in_order(values["pictures"]),
    }  # fmt: skip
