"""What a direct conversation asks of support: who may speak, who leads, who reads along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.chat.models import Conversation
from siyu.domains.chat.types import Voice
from siyu.domains.members.queries.blocking import account_blocked
from siyu.domains.people.models import User
from siyu.domains.support.errors import Blocked
from siyu.domains.support.queries.access import PERMISSION, thread_of
from siyu.kernel.errors import Forbidden, NotFound


def address(conversation: Conversation) -> str:
    """Where the member reads it."""
    return reverse("support:direct", kwargs={"conversation": conversation.public_id})


def title(conversation: Conversation) -> str:
    """What the member calls it: the account's name."""
    return conversation.account.name


def check_speak(conversation: Conversation, user: User, voice: Voice) -> None:
    """Raise Forbidden for who may not speak as the account, Blocked when the member blocked it, NotFound to others."""
    thread = thread_of(conversation)
    if voice == "account":
        if not is_staff(conversation, user):
            raise Forbidden(_("You cannot speak as the account."))
        if account_blocked(thread.user, conversation.account):
            raise Blocked(_("This member does not want messages from you any more."))
        return
    if thread.user_id != user.pk:
        raise NotFound(_("This conversation is not here, or you are not part of it."))
    if account_blocked(user, conversation.account):
        raise Blocked(_("You blocked this account. Lift the block first, then write to it."))


def is_staff(conversation: Conversation, user: Any) -> bool:
    """Whoever may answer for the account: they read along, recall and pin."""
    try:
        return access_desk(user, conversation.account.slug).may(PERMISSION)
    except NotFound:
        return False


def badges(_conversation: Conversation, _user_ids: Sequence[int]) -> dict[int, tuple[str | Promise, str]]:
    """Nobody wears one: there are but two sides."""
    return {}
