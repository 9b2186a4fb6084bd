"""Fetch threads with the asker's rights checked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.policies import PERMISSIONS
from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Conversation
from siyu.domains.people.models import User
from siyu.domains.support.models import Thread
from siyu.kernel.errors import NotFound

PERMISSION = "inbox.answer"


def access_thread(desk: Desk, conversation: str, *, lock: bool = False) -> Thread:
    """A thread of the desk's account by its conversation's public id. Raises Forbidden, NotFound."""
    desk.require(PERMISSION)
    rows: QuerySet[Thread] = Thread.objects.of(desk.account)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("conversation__account", "user", "assignee").filter(
        conversation__public_id=conversation
    )
    thread = found.first()
    if thread is None:
        raise NotFound(_("There is no such conversation here."), conversation=conversation)
    return thread


def thread_of(conversation: Conversation) -> Thread:
    """The thread of a direct conversation."""
    thread: Thread = Thread.objects.of(conversation.account_id).get(conversation_id=conversation.pk)
    return thread


def own_thread(user: Any, account: Account) -> Thread | None:
    """The member's thread with an account, when they wrote before."""
    rows = Thread.objects.of(account).select_related("conversation")
    found: Thread | None = rows.filter(user_id=user.pk).first()
    return found


def account_to_write(slug: str) -> Account:
    """The account that a member wants to write to; raises NotFound."""
    found = Account.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no such account."), account=slug)
    return found


def colleagues(account: Account) -> list[User]:
    """Everyone who may answer in the account, by name."""
    roles = PERMISSIONS[PERMISSION]
    rows = Membership.objects.select_related("user").filter(account=account, role__in=roles, user__is_active=True)
    return sorted((row.user for row in rows), key=str)


def may_listen(user: Any, name: str) -> bool:
    """Whether a user may hear the room `account.<slug>.desk`."""
    slug, _dot, room = name.rpartition(".")
    if room != "desk":
        return False
    try:
        return access_desk(user, slug).may(PERMISSION)
    except NotFound:
        return False
