"""Whoever leads takes an entry out of a chain, with a reason, and brings it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from siyu.domains.chains.actions.remove_entry import remove_entry, restore_entry
from siyu.domains.chains.errors import NotEnoughLeft, PickedUp
from siyu.domains.chains.models.entry import REASON_LENGTH
from siyu.domains.chains.queries.access import see_chain
from siyu.domains.chains.queries.entries import entry_row
from siyu.domains.chains.types import Sight
from siyu.domains.chains.web.asking import address, to_chain
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform.http import member as guard
from siyu.platform.http.toasts import toast

TROUBLES = (Invalid, PickedUp)


@require_http_methods(["GET", "POST"])
@guard.member_page
def remove(request: HttpRequest, group: str, chain: str, number: int) -> HttpResponseBase:
    """Ask why, then take the entry out; the toast brings it back."""
    sight, trouble = see_chain(request.user, group, chain), None
    if request.method == "POST":
        try:
            remove_entry(sight, number, request.POST.get("reason", ""))
            undo = address("restore", group, chain, number=number)
            return toast(request, to_chain(group, chain), removed_words(number), undo=undo)
        except TROUBLES as wrong:
            trouble = wrong
    context = removing_context(request, sight, number, trouble)
    return render(request, "chains/remove.html", context, status=trouble.status if trouble else 200)


@require_POST
@guard.member_page
def restore(request: HttpRequest, group: str, chain: str, number: int) -> HttpResponseBase:
    """Let it stand again."""
    try:
        restore_entry(see_chain(request.user, group, chain), number)
    except NotEnoughLeft as short:
        return toast(request, to_chain(group, chain), short.message, bad=True)
    return toast(request, to_chain(group, chain), restored_words(number))


def removing_context(request: HttpRequest, sight: Sight, number: int, trouble: SiyuError | None) -> dict[str, Any]:
    """What the page that asks for the reason shows, here and at the desk. Raises Forbidden, NotFound."""
    sight.require_leads()
    return {
        "group": sight.lead.group, "chain": sight.chain, "row": entry_row(sight, number), "trouble": trouble,
        "reason": request.POST.get("reason", ""), "reason_length": REASON_LENGTH,
    }  # fmt: skip


def removed_words(number: int) -> str:
    """What is said once an entry is out."""
    return _("Number %(n)s is out and hears why.") % {"n": number}


def restored_words(number: int) -> str:
    """What is said once it is back."""
    return _("Number %(n)s is in again.") % {"n": number}
