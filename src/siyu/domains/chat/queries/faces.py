"""Who speaks in a conversation: names, pictures and badges of many in one go."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from siyu.domains.chat.models import Conversation, Message, Participant
from siyu.domains.chat.types import Face, kinds
from siyu.domains.members.queries.profiles import cards_of

ERASED_UID = "erased"
"""Stands for whoever has had themselves forgotten, where a card of theirs stays for the others."""
ACCOUNT_UID = "account"
"""Stands for the account itself where a uid is expected; short ids have 14 letters."""


def account_face(conversation: Conversation) -> Face:
    """The account as a speaker."""
    return Face(ACCOUNT_UID, conversation.account.name, badge=_("Official"), tone="seal")


def erased_face() -> Face:
    """Whoever had themselves forgotten and left something to the others."""
    return Face(ERASED_UID, str(_("Erased member")))


def faces_of(conversation: Conversation, user_ids: Iterable[int]) -> dict[int, Face]:
    """User id → face. Those who left keep their name."""
    ids = sorted(set(user_ids))
    if not ids:
        return {}
    named = Participant.objects.filter(conversation=conversation, user_id__in=ids)
    nicknames = dict(named.exclude(nickname="").values_list("user_id", "nickname"))
    badges = kinds[conversation.kind].badges(conversation, ids) if conversation.kind in kinds else {}
    found = {}
    for pk, card in cards_of(ids).items():
        badge, tone = badges.get(pk, ("", ""))
        found[pk] = Face(card.uid, nicknames.get(pk) or card.name, card.avatar_url, badge, tone)
    return found


def face_of_message(message: Message, faces: dict[int, Face]) -> Face | None:
    """The face that a message is shown under; None for system messages."""
    if message.voice == Message.Voice.ACCOUNT:
        return account_face(message.conversation)
    if message.sender_id is None and message.kind == Message.Kind.CARD and message.recalled_at is None:
        return erased_face()
    return faces.get(message.sender_id or 0)
