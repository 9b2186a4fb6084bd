"""Say something in a conversation: what was acknowledged is in the log once, under its number, for good."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.chat import conf
from siyu.domains.chat.actions.log_message import log_message
from siyu.domains.chat.actions.tell_mentioned import tell_mentioned
from siyu.domains.chat.actions.tell_room import tell_room
from siyu.domains.chat.models import Message, Participant
from siyu.domains.chat.models.message import NONCE_LENGTH, TEXT_LENGTH
from siyu.domains.chat.queries.access import Seat, access_conversation, access_message
from siyu.domains.chat.rules import HOLDER, clean_text, reference
from siyu.domains.chat.types import Draft, kinds
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.media.models import Asset
from siyu.domains.media.queries.assets import asset_of
from siyu.domains.media.types import cards
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.domains.moderation.types import Screening
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http.limits import spend


def send_message(user: User, public_id: str, draft: Draft) -> Message:
    """Put the draft into the log as the user's (or, from a desk, the account's) next message and answer it.

    The same nonce again answers the first message. Raises NotFound to strangers, Muted, MayNotSpeak, Closed, TooOften,
    RefusedText, Invalid. A message with words that need a look is kept `held`: its sender sees it, others once it
    is let through.
    """
    seat = access_conversation(user, public_id)
    known = _known(seat, user, draft.nonce)
    if known is not None:
        return known
    kinds[seat.conversation.kind].check_speak(seat.conversation, user, draft.voice)
    if draft.voice == "member":
        if seat.participant is None:
            raise NotFound(_("This conversation is not here, or you are not part of it."))
        check_may_speak(user, seat.conversation.account)
    fields = _checked(seat, user, draft)
    spend("chat.send", conf.rate_of(seat.conversation.account), f"user:{user.pk}")
    screening = screen_text(seat.conversation.account, fields["text"]) if fields["text"] else Screening("pass")
    if screening.verdict == "refuse":
        words = "、".join(screening.words)
        raise RefusedText(_("Please leave these words out: %(words)s") % {"words": words}, words=screening.words)
    try:
        with transaction.atomic():
            return _write(seat, user, draft, fields, screening)
    except IntegrityError:
        first = _known(seat, user, draft.nonce)  # the same nonce arrived twice at a time
        if first is None:
            raise
        return first


def _write(seat: Seat, user: User, draft: Draft, fields: dict[str, Any], screening: Screening) -> Message:
    conversation = seat.conversation
    held = clock.now() if screening.verdict == "hold" and draft.voice == "member" else None
    message = log_message(
        conversation, sender=user, voice=draft.voice, kind=draft.kind, nonce=draft.nonce, held_at=held, **fields
    )
    name = reference(conversation.public_id, message.seq)
    if draft.asset:
        hold_assets(user, HOLDER, name, [draft.asset], public=False)
    if held is not None:
        open_case(HOLDER, name, source="words", words=screening.words)
    else:
        tell_mentioned(message)
    if seat.participant is not None:
        mine = Participant.objects.filter(pk=seat.participant.pk, read_seq__lt=message.seq)
        mine.update(read_seq=message.seq)
    kinds[conversation.kind].said(conversation, message)
    tell_room(seat, message)
    return message


def _known(seat: Seat, user: User, nonce: str) -> Message | None:
    """What the user said under this nonce before."""
    if not nonce:
        return None
    rows = Message.objects.filter(conversation=seat.conversation, sender=user, nonce=nonce)
    found = rows.select_related("reply_to").first()
    if found is not None:
        found.conversation = seat.conversation
    return found


def _checked(seat: Seat, user: User, draft: Draft) -> dict[str, Any]:
    """The columns of a draft that is in order; raises Invalid."""
    text = clean_text(draft.text)
    if len(text) > TEXT_LENGTH:
        raise Invalid(_("A message has at most %(n)s characters.") % {"n": TEXT_LENGTH}, field="text")
    if len(draft.nonce) > NONCE_LENGTH:
        raise Invalid("The nonce is too long.", field="nonce")
    if draft.kind == "text" and not text:
        raise Invalid(_("Write something first."), field="text")
    answered = access_message(seat, draft.reply_to) if draft.reply_to else None
    body = _body(seat, user, draft)
    mentions = list(dict.fromkeys(str(uid) for uid in draft.mentions))[: conf.MENTIONS_MOST]
    return {"text": text, "body": body, "reply_to": answered, "mentions": mentions if text else []}


def _body(seat: Seat, user: User, draft: Draft) -> dict[str, Any]:
    if draft.kind in {"picture", "video"}:
        asset = asset_of(user, draft.asset)
        if asset.kind != draft.kind or asset.state != Asset.State.READY:
            raise Invalid(_("The picture or video is not ready. Wait a moment, then send it."), field="asset")
        kept = ("url", "small", "video", "width", "height", "colour", "seconds")
        return {"asset": asset.public_id, **{name: asset.told()[name] for name in kept}}
    if draft.kind == "card":
        kind, object_id = str(draft.card.get("card", "")), str(draft.card.get("id", ""))
        if kind not in cards or cards[kind].find(seat.conversation.account, object_id) is None:
            raise Invalid(_("What you want to show is not here any more."), field="card")
        return {"card": kind, "id": object_id}
    if draft.kind != "text":
        raise Invalid("There is no such kind of message.", field="kind")
    return {}
