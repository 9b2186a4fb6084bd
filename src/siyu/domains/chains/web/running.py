"""What those who run a chain do: close it, cross off what was picked up, hand out the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.chains.actions.export_entries import export_entries
from siyu.domains.chains.actions.hand_out import hand_out
from siyu.domains.chains.actions.move_chain import move_chain
from siyu.domains.chains.queries.access import see_chain
from siyu.domains.chains.web.asking import address, to_chain
from siyu.platform.http import member as guard
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast

BACK = {"close": "reopen", "reopen": "close", "cancel": "restore"}
"""Move → the move that takes it back."""


def said(move: str) -> str:
    """What is said after a move."""
    return {
        "close": _("Closed. Whoever joined hears of it."),
        "reopen": _("Open again."),
        "cancel": _("Cancelled. Whoever joined hears of it."),
        "restore": _("It takes place again."),
    }.get(move, "")


@require_POST
@guard.member_page
def move(request: HttpRequest, group: str, chain: str, move: str) -> HttpResponseBase:
    """Close, reopen, cancel, restore."""
    move_chain(see_chain(request.user, group, chain), move)
    undo = address("move", group, chain, move=BACK[move]) if move in BACK else ""
    return toast(request, to_chain(group, chain), said(move), undo=undo)


@require_POST
@guard.member_page
def picked(request: HttpRequest, group: str, chain: str, number: int, done: int) -> HttpResponseBase:
    """Cross off an entry, or take that back."""
    hand_out(see_chain(request.user, group, chain), number, done=bool(done))
    words = _("Number %(n)s has picked up.") if done else _("Number %(n)s has not picked up yet.")
    undo = address("picked", group, chain, number=number, done=0 if done else 1)
    return toast(request, to_chain(group, chain), words % {"n": number}, undo=undo)


@require_POST
@guard.member_page
def export(request: HttpRequest, group: str, chain: str) -> HttpResponse:
    """The entries as a file."""
    return csv_file(export_entries(see_chain(request.user, group, chain)), f"chain-{chain}")
