"""Pages of the log: after or before a number, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.chat import conf
from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import Seat
from siyu.domains.chat.queries.faces import face_of_message, faces_of
from siyu.domains.chat.types import Face, system_words

_QUOTE = 60  # letters of a quoted message


@dataclass(frozen=True)
class Messages:
    """Some messages in order with everyone who speaks in them; `more`: there are further ones in that direction."""

    rows: Sequence[Message]
    faces: dict[int, Face]
    more: bool = False

    def told(self, viewer: Any) -> list[dict[str, Any]]:
        """The messages as this viewer may see them: JSON values."""
        return [told(message, self.faces, viewer.pk) for message in self.rows]


def messages_after(seat: Seat, after: int, limit: int = conf.PAGE_MOST) -> Messages:
    """Messages with a higher number, oldest first: what a reader who was away has missed."""
    rows = list(_visible(seat).filter(seq__gt=max(after, seat.since)).order_by("seq")[: limit + 1])
    return _with_faces(seat, rows[:limit], more=len(rows) > limit)


def messages_before(seat: Seat, before: int | None = None, limit: int = conf.PAGE) -> Messages:
    """The newest messages with a lower number (None: of all), in order."""
    rows = _visible(seat).filter(seq__gt=seat.since).order_by("-seq")
    found = list((rows.filter(seq__lt=before) if before is not None else rows)[: limit + 1])
    return _with_faces(seat, found[:limit][::-1], more=len(found) > limit)


def messages_changed(seat: Seat, since_change: int, limit: int = conf.PAGE_MOST) -> Messages:
    """Messages that were recalled, hidden, restored or pinned after a change that the reader knows."""
    rows = _visible(seat).filter(seq__gt=seat.since, change__gt=max(0, since_change)).order_by("change")
    return _with_faces(seat, list(rows[:limit]))


def pinned_messages(seat: Seat) -> Messages:
    """What is pinned, newest pin first."""
    rows = _visible(seat).filter(seq__gt=seat.since, pinned_at__isnull=False, recalled_at=None, hidden_at=None)
    return _with_faces(seat, list(rows.order_by("-pinned_at")[: conf.PINS_MOST]))


def one_message(seat: Seat, message: Message) -> Messages:
    """One message with its speaker and whom it answers."""
    return _with_faces(seat, [message])


def _visible(seat: Seat) -> QuerySet[Message]:
    return Message.objects.filter(conversation=seat.conversation).select_related("reply_to")


def _with_faces(seat: Seat, rows: list[Message], *, more: bool = False) -> Messages:
    speakers: set[int] = set()
    for message in rows:
        message.conversation = seat.conversation
        speakers.add(message.sender_id or 0)
        if message.reply_to is not None:
            message.reply_to.conversation = seat.conversation
            speakers.add(message.reply_to.sender_id or 0)
    return Messages(rows, faces_of(seat.conversation, speakers - {0}), more)


def told(message: Message, faces: dict[int, Face], viewer_id: int | None) -> dict[str, Any]:
    """One message as a viewer may see it (None: anyone in the conversation): JSON values."""
    mine = message.sender_id is not None and message.sender_id == viewer_id
    state = message.state
    base: dict[str, Any] = {"seq": message.seq, "state": state, "at": message.sent_at.isoformat()}
    base |= {"change": message.change, "voice": message.voice, "kind": message.kind, "pinned": _pinned(message)}
    face = face_of_message(message, faces)
    base["from"] = face.told() if face else None
    if state in {"recalled", "hidden"} or (state == "held" and not mine):
        return base
    base |= {"text": text_of(message), "body": message.body, "mentions": message.mentions, "nonce": message.nonce}
    if message.reply_to is not None:
        base["reply"] = quote(message.reply_to, faces)
    return base


def quote(message: Message, faces: dict[int, Face]) -> dict[str, Any]:
    """A message as it is quoted beneath an answer."""
    face = face_of_message(message, faces)
    return {"seq": message.seq, "name": face.name if face else "", "text": summary(message)}


def summary(message: Message) -> str:
    """A message in one short line, for quotes and lists."""
    if message.state == "recalled":
        return _("Message recalled")
    if message.state != "shown":
        return _("Message not shown")
    kinds_said = {"picture": _("[Picture]"), "video": _("[Video]"), "card": _("[Card]")}
    said = " ".join(text_of(message).split())
    words = kinds_said.get(message.kind, said)
    if message.kind == Message.Kind.CARD and said:
        words = f"{words} {said}"
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"


def text_of(message: Message) -> str:
    """What a message says; of a system message the words of its event."""
    event = str(message.body.get("event", ""))
    if message.kind != Message.Kind.SYSTEM or event not in system_words:
        return message.text
    return str(system_words[event]) % {"name": "", **message.body}


def _pinned(message: Message) -> bool:
    return message.pinned_at is not None
