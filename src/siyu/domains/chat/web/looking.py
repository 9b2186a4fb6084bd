"""Looking closer: cards, who has read, whom one can call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import access_conversation, access_message
from siyu.domains.chat.queries.faces import faces_of
from siyu.domains.chat.queries.people import people_named
from siyu.domains.chat.queries.unread import read_by
from siyu.domains.chat.types import kinds
from siyu.domains.media.types import card_shown
from siyu.kernel.errors import NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page


@require_GET
@member_page
@limited("chat.cards", "240/minute")
def card(request: HttpRequest, conversation: str, seq: int) -> HttpResponse:
    """The card of a message as this viewer sees it: a fragment."""
    seat = access_conversation(request.user, conversation)
    message = access_message(seat, seq)
    if message.kind != Message.Kind.CARD or message.state != "shown":
        raise NotFound(seq=seq)
    shown = kinds[seat.conversation.kind].card(seat.conversation, request.user, message)
    shown = shown or card_shown(seat.conversation.account, message.body)
    template, context = shown or ("chat/card_gone.html", {})
    answer = render(request, template, {**context, "conversation": seat.conversation, "message": message})
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
@member_page
def readers(request: HttpRequest, conversation: str, seq: int) -> JsonResponse:
    """How many have read a message of one's own (or any, for who leads), and the first of them."""
    seat = access_conversation(request.user, conversation)
    message = access_message(seat, seq)
    if message.sender_id != request.user.pk and not kinds[seat.conversation.kind].may_lead(
        seat.conversation, request.user
    ):
        raise NotFound(seq=seq)
    number, ids = read_by(message)
    faces = faces_of(seat.conversation, ids)
    return JsonResponse({"count": number, "readers": [faces[pk].told() for pk in ids if pk in faces]})


@require_GET
@member_page
@limited("chat.people", "120/minute")
def people(request: HttpRequest, conversation: str) -> JsonResponse:
    """Participants whose name holds `q`, for calling them."""
    seat = access_conversation(request.user, conversation)
    found = people_named(seat, request.GET.get("q", "")[:30], asker=request.user)
    leads = kinds[seat.conversation.kind].may_lead(seat.conversation, request.user)
    return JsonResponse({"people": [face.told() for face in found], "everyone": leads})
