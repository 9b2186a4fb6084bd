"""Writing an entry, and changing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.programmes.actions.edit_entry import edit_entry
from siyu.domains.programmes.actions.write_entry import write_entry
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import see_entry
from siyu.domains.programmes.web.asking import asker, read_day, to_entry
from siyu.domains.programmes.web.reading import form_context, read_entry_form
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast

TROUBLES = (Invalid, RefusedText)


@require_http_methods(["GET", "POST"])
@member_page
def new(request: HttpRequest, group: str) -> HttpResponseBase:
    """Write an entry."""
    lead, trouble = lead_as_member(asker(request), group), None
    lead.require("play")
    if request.method == "POST":
        sent = request.POST
        try:
            form = read_entry_form(sent, lead.group.account)
            made = write_entry(lead, form, sent.get("nonce", ""), show="show" in sent)
            return toast(request, to_entry(group, made.public_id), _("It stands in the programme."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, lead, None, trouble)


@require_http_methods(["GET", "POST"])
@member_page
def edit(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """Change an entry."""
    sight, trouble = see_entry(asker(request), group, entry), None
    sight.lead.require("play")
    if request.method == "POST":
        try:
            edit_entry(sight, read_entry_form(request.POST, sight.lead.group.account))
            return toast(request, to_entry(group, entry), _("Saved."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, sight.lead, sight.entry, trouble)


def _form(request: HttpRequest, lead: Lead, entry: Entry | None, trouble: SiyuError | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    day = read_day(request.GET.get("day", ""))
    context = form_context(lead, entry, sent, trouble, day.isoformat() if day else "")
    return render(request, "programmes/form.html", context, status=422 if trouble else 200)
