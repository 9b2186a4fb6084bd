"""Choosing the card that a note carries: what the account has to show, by kind, and the one taken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from siyu.domains.accounts.models import Account
from siyu.domains.media.types import card_shown, cards
from siyu.domains.notes.queries.access import account_to_write_for, writable_accounts
from siyu.domains.notes.rules import clean
from siyu.kernel.errors import NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page

_WORDS_MOST = 40


@require_safe
@member_page
@limited("notes.cards", "120/minute")
def choose(request: HttpRequest) -> HttpResponse:
    """A sheet (HTMX) with the things of one kind that the account can show; `?account=&kind=&q=`."""
    account = _account(request)
    kinds = [(name, card) for name, card in cards if card.choose]
    chosen = next((one for one in kinds if one[0] == request.GET.get("kind")), kinds[0])
    words = clean(request.GET.get("q", ""), lines=False)[:_WORDS_MOST]
    context = {
        "account": account,
        "kinds": [(name, card.label) for name, card in kinds],
        "kind": chosen[0],
        "words": words,
        "choices": chosen[1].choose(account, words) if chosen[1].choose else [],
    }
    part = "notes/card_choices.html" if "q" in request.GET or "kind" in request.GET else "notes/card_sheet.html"
    return render(request, part, context)


@require_safe
@member_page
@limited("notes.cards", "120/minute")
def take(request: HttpRequest) -> HttpResponse:
    """The place of the card in the form (HTMX) with this one in it; `?account=&card=kind:id`, without a card empty."""
    account = _account(request)
    kind, _colon, object_id = request.GET.get("card", "").partition(":")
    card = card_shown(account, {"card": kind, "id": object_id}) if object_id else None
    if object_id and card is None:
        raise NotFound("There is no such card.")
    context = {"account": account, "card": card, "card_value": f"{kind}:{object_id}" if card else ""}
    answer = render(request, "notes/card_place.html", context)
    trigger_client_event(answer, "close-dialogs", {})
    return answer


def _account(request: HttpRequest) -> Account:
    """The account to write for; the first one where none is named."""
    mine = writable_accounts(request.user)
    asked = request.GET.get("account", "")
    if not asked and mine:
        return mine[0]
    return account_to_write_for(request.user, asked)
