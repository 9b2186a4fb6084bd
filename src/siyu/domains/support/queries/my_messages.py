"""The messages tab of the member side: my conversations with accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from siyu.domains.accounts.models import Account
from siyu.domains.chat.queries.unread import Unread, last_lines, unread_of, unread_total
from siyu.domains.support import conf
from siyu.domains.support.models import Thread
from siyu.domains.support.rules import is_staffed
from siyu.kernel import clock

_MOST = 200


@dataclass(frozen=True)
class MyThread:
    """A conversation of mine as a row of the list."""

    account: Account
    public_id: str
    words: str
    at: datetime
    waiting: Unread | None


def my_threads(user: Any) -> list[MyThread]:
    """The newest 200 first; four queries."""
    rows = Thread.objects.unscoped("a member writes to many accounts").filter(user_id=user.pk)
    threads = list(rows.select_related("account", "conversation").order_by("-last_at", "-pk")[:_MOST])
    waiting, last = unread_of(user, "direct"), last_lines([thread.conversation_id for thread in threads])
    return [
        MyThread(
            thread.account,
            thread.conversation.public_id,
            last[thread.conversation_id].words if thread.conversation_id in last else "",
            thread.last_at,
            waiting.get(thread.conversation.public_id),
        )
        for thread in threads
    ]


def waiting_in_messages(user: Any) -> int:
    """The figure of the red dot of the messages tab."""
    return unread_total(user, "direct")


def staffed_now(account: Account) -> bool:
    """Whether somebody is at the account's desk by its hours."""
    hours = conf.support_conf(account)
    return is_staffed(clock.now().astimezone(ZoneInfo(account.time_zone)).time(), hours.opens, hours.closes)
