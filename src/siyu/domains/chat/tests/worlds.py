"""A conversation with people in it, for tests of chat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.chat.actions.open_conversation import open_conversation
from siyu.domains.chat.actions.seat_participant import seat_participant
from siyu.domains.chat.models import Conversation
from siyu.domains.chat.types import ConversationKind, Voice, kinds
from siyu.domains.members.models import Profile
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden

STAFF = ("owner", "operator")


def _is_staff(conversation: Conversation, user: Any) -> bool:
    return Membership.objects.filter(account=conversation.account, user_id=user.pk, role__in=STAFF).exists()


def _check_speak(conversation: Conversation, user: User, voice: Voice) -> None:
    if voice == "account" and not _is_staff(conversation, user):
        raise Forbidden


PLAIN = ConversationKind(
    address=lambda conversation: f"/d/{conversation.public_id}/",
    title=lambda conversation: conversation.account.name,
    check_speak=_check_speak,
    may_lead=_is_staff,
    may_watch=_is_staff,
)


@contextmanager
def plain_kind() -> Iterator[None]:
    """The kind `direct` as plain as can be, whoever fills it otherwise."""
    entries = kinds._entries
    before = entries.get("direct")
    entries["direct"] = PLAIN
    try:
        yield
    finally:
        if before is None:
            del entries["direct"]
        else:
            entries["direct"] = before


def make_member(name: str, phone: str | None = None) -> User:
    user = User.objects.create_member(name=name, phone=phone)
    Profile.objects.create(user=user, nickname=name)
    return user


def make_conversation(slug: str = "acme", *members: User, rate: str = "100000/second") -> Conversation:
    account = Account.objects.create(slug=slug, name=slug.title(), settings={"chat": {"rate": rate}})
    with transaction.atomic():
        conversation = open_conversation(account, "direct")
        for user in members:
            seat_participant(conversation, user)
    return conversation
