"""Reading the log, saying something, reading positions: JSON for programs, a redirect for plain forms."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.chat import conf
from siyu.domains.chat.actions.mark_read import mark_read
from siyu.domains.chat.actions.mute_conversation import mute_conversation
from siyu.domains.chat.actions.pin_message import pin_message
from siyu.domains.chat.actions.recall_message import recall_message
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.queries.access import Seat, access_conversation
from siyu.domains.chat.queries.messages import messages_after, messages_before, messages_changed, one_message
from siyu.domains.chat.types import Draft, Kind, kinds
from siyu.domains.people.queries.asking import user_of
from siyu.kernel.errors import Invalid
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page

_KINDS = ("text", "picture", "video", "card")


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks."""
    return "application/json" in request.headers.get("Accept", "")


def _number(text: str | None, field: str) -> int:
    try:
        number = int(text or 0)
    except ValueError as wrong:
        raise Invalid("Not a number.", field=field) from wrong
    if not 0 <= number < 1 << 53:
        raise Invalid("Not a number.", field=field)
    return number


@require_GET
@member_page
@limited("chat.read", "240/minute")
def log(request: HttpRequest, conversation: str) -> JsonResponse:
    """`?after=seq&change=n`: what is newer, and what changed; `?before=seq`: a page of history."""
    seat = access_conversation(user_of(request), conversation)
    if "before" in request.GET:
        page = messages_before(seat, _number(request.GET["before"], "before") or None)
        return _log_answer(seat, {"messages": page.told(user_of(request)), "more": page.more})
    page = messages_after(seat, _number(request.GET.get("after"), "after"), conf.PAGE_MOST)
    said = {"messages": page.told(user_of(request)), "more": page.more}
    if "change" in request.GET:
        said["changed"] = messages_changed(seat, _number(request.GET["change"], "change")).told(user_of(request))
    return _log_answer(seat, said)


def _log_answer(seat: Seat, said: dict[str, Any]) -> JsonResponse:
    conversation = seat.conversation
    head = {"last_seq": conversation.last_seq, "last_change": conversation.last_change}
    answer = JsonResponse({**head, "closed": conversation.closed_at is not None, **said})
    answer["Cache-Control"] = "no-store"
    return answer


def draft_of(request: HttpRequest) -> Draft:
    """The draft that a form (or a JSON body with the same fields) asks to send. Raises Invalid."""
    fields: Any = request.POST
    if request.content_type == "application/json":
        try:
            fields = json.loads(request.body)
        except ValueError as broken:
            raise Invalid("Not JSON.", field="body") from broken
        if not isinstance(fields, dict):
            raise Invalid("Not an object.", field="body")
    kind = str(fields.get("kind") or "text")
    if kind not in _KINDS:
        raise Invalid("There is no such kind of message.", field="kind")
    mentions = fields.get("mentions") or ""
    called = mentions if isinstance(mentions, list) else str(mentions).split(",")
    return Draft(
        text=str(fields.get("text") or ""),
        kind=cast("Kind", kind),
        asset=str(fields.get("asset") or ""),
        card={"card": str(fields.get("card") or ""), "id": str(fields.get("card_id") or "")},
        reply_to=_number(str(fields.get("reply_to") or 0), "reply_to"),
        mentions=[str(uid) for uid in called if uid],
        nonce=str(fields.get("nonce") or ""),
        voice="account" if fields.get("voice") == "account" else "member",
    )


@require_POST
@member_page
def send(request: HttpRequest, conversation: str) -> HttpResponseBase:
    """Say something; a plain form is led back to the conversation."""
    user = user_of(request)
    message = send_message(user, conversation, draft_of(request))
    seat = access_conversation(user, conversation)
    if wants_json(request):
        return JsonResponse({"message": one_message(seat, message).told(user)[0]})
    return _back(request, conversation)


@require_POST
@member_page
def read(request: HttpRequest, conversation: str) -> HttpResponse:
    """Move the read position to `seq`."""
    mark_read(user_of(request), conversation, _number(request.POST.get("seq"), "seq"))
    return HttpResponse(status=204)


@require_POST
@member_page
def recall(request: HttpRequest, conversation: str, seq: int) -> HttpResponseBase:
    """Take a message back."""
    recall_message(user_of(request), conversation, seq)
    return _back(request, conversation)


@require_POST
@member_page
def pin(request: HttpRequest, conversation: str, seq: int) -> HttpResponseBase:
    """Pin a message, or take it down with `pinned=0`."""
    pin_message(user_of(request), conversation, seq, pinned=request.POST.get("pinned") != "0")
    return _back(request, conversation)


@require_POST
@member_page
def mute(request: HttpRequest, conversation: str) -> HttpResponseBase:
    """Want no red dots, or want them again with `muted=0`."""
    mute_conversation(user_of(request), conversation, muted=request.POST.get("muted") != "0")
    return _back(request, conversation)


def _back(request: HttpRequest, conversation: str) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"done": _("Done.")})
    seat, here = access_conversation(user_of(request), conversation), {request.get_host()}
    came = request.headers.get("Referer", "")  # the chat of members, or the desk
    if came and url_has_allowed_host_and_scheme(came, here, require_https=request.is_secure()):
        return HttpResponseRedirect(came.partition("#")[0] + "#newest")
    return HttpResponseRedirect(kinds[seat.conversation.kind].address(seat.conversation) + "#newest")
