"""The members of a group who have not done anything there for long, searched, narrowed and in pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.chat.models import Participant
from siyu.domains.group_health import conf
from siyu.domains.group_health.queries.activity import activity_of
from siyu.domains.group_health.queries.persons import persons_of
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.queries.tuned import health_conf
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.members import MemberRow, members_in, named
from siyu.domains.people.models import User
from siyu.domains.support.models import Thread
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_id, encode_cursor

FILTERS: Final = ("all", "never", "before")
SORTS: Final = ("longest", "shortest")


@dataclass(frozen=True)
class SilentMember:
    """Who is silent: when they last did something in the group, and whether that was ever more than joining.

    The rest is filled in for a page: the name, how much they have not read, the conversation with the account.
    """

    user: User
    person: int
    last_at: datetime
    took_part: bool
    row: MemberRow | None = None
    unread: int = 0
    thread: str = ""

    @property
    def uid(self) -> str:
        """The public id of the user."""
        return self.user.uid


def silent_members(account: Account, group: Group, search: str = "") -> list[SilentMember]:
    """Members without an act in the group for so many days as the account says, the longest silent first.

    As in the figures, whoever opened the group without joining is none. Raises StoreError.
    """
    span = span_until(clock.now(), account.time_zone, 1)
    since = span.end - timedelta(days=health_conf(account).silent_days)
    users = [member.user for member in members_in(group, "active", search)]
    persons, did = persons_of(account, [user.uid for user in users]), activity_of(account, group.public_id, span)
    found = [
        SilentMember(user, persons[user.uid], did[persons[user.uid]].last_at, did[persons[user.uid]].deeds > 0)
        for user in users
        if persons.get(user.uid) in did and did[persons[user.uid]].last_at < since
    ]
    return sorted(found, key=lambda one: (one.last_at, one.user.pk))


def narrowed(members: Iterable[SilentMember], kind: str) -> list[SilentMember]:
    """Those who never did more than join, those who took part before, or all."""
    return [one for one in members if kind not in {"never", "before"} or one.took_part == (kind == "before")]


def silent_page(
    group: Group, members: list[SilentMember], sort: str = "longest", cursor: str = ""
) -> Page[SilentMember]:
    """One page of them with names. A group has 2,000 members at most, so the cursor is a place. Raises ValueError."""
    start = decode_id(cursor) if cursor else 0
    ordered = members[::-1] if sort == "shortest" else members
    shown = ordered[start : start + conf.PAGE] if start >= 0 else []
    more, before = start + conf.PAGE < len(ordered), start > 0
    return Page(
        _told(group, shown), encode_cursor(start + conf.PAGE) if more else None,
        encode_cursor(max(0, start - conf.PAGE)) if before else None,
    )  # fmt: skip


def _told(group: Group, shown: list[SilentMember]) -> list[SilentMember]:
    users = [one.user.pk for one in shown]
    rows = {row.uid: row for row in named(group, list(members_in(group, "active").filter(user_id__in=users)))}
    seats = Participant.objects.filter(conversation=group.conversation_id, user_id__in=users)
    read = dict(seats.values_list("user_id", "read_seq"))
    threads = Thread.objects.of(group.account_id).filter(user_id__in=users)
    talks = dict(threads.values_list("user_id", "conversation__public_id"))
    last = group.conversation.last_seq
    found = []
    for one in shown:
        unread, talk = max(0, last - read.get(one.user.pk, 0)), talks.get(one.user.pk, "")
        found.append(replace(one, row=rows.get(one.uid), unread=unread, thread=talk))
    return found
