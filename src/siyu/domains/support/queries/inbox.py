"""The shared inbox of an account: threads by filter and words, with what each row shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from django.db.models import Count, Q, QuerySet

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.messages import summary
from siyu.domains.chat.queries.unread import last_messages
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.members.types import Card
from siyu.domains.support import conf
from siyu.domains.support.models import Thread, ThreadTag
from siyu.domains.support.queries.access import PERMISSION
from siyu.domains.support.rules import Clock, clock_of
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

Filter = Literal["waiting", "mine", "unassigned", "open", "closed"]
FILTERS: Final[tuple[Filter, ...]] = ("waiting", "mine", "unassigned", "open", "closed")


@dataclass(frozen=True)
class Row:
    """A thread as a row of the inbox; `unread` counts what nobody at the desk has seen."""

    thread: Thread
    card: Card
    words: str
    by_account: bool
    unread: int
    clock: Clock
    tags: Sequence[str] = field(default=())


def inbox_page(desk: Desk, kind: str = "open", search: str = "", tag: str = "", cursor: str = "") -> Page[Row]:
    """A page of threads: those who wait by who waits longest, others newest first. Five queries.

    Raises Forbidden, ValueError for a broken cursor.
    """
    desk.require(PERMISSION)
    longest_first = kind == "waiting"
    rows = _narrowed(desk, kind, search, tag)
    rows = rows.order_by("waiting_since", "pk") if longest_first else rows.order_by("-last_at", "-pk")
    if cursor:
        rows = _beyond(rows, cursor, longest_first=longest_first)
    found = list(rows.select_related("conversation__account", "assignee")[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    more = (
        encode_cursor(_place(shown[-1], longest_first=longest_first), shown[-1].pk) if len(found) > len(shown) else None
    )
    return Page(_rows(desk, shown), more)


def inbox_counts(desk: Desk) -> dict[str, int]:
    """How many threads stand behind each filter. One query."""
    desk.require(PERMISSION)
    is_open = Q(state=Thread.State.OPEN)
    return Thread.objects.of(desk.account).aggregate(
        waiting=Count("pk", filter=Q(waiting_since__isnull=False)),
        mine=Count("pk", filter=is_open & Q(assignee=desk.user)),
        unassigned=Count("pk", filter=is_open & Q(assignee=None)),
        open=Count("pk", filter=is_open),
        closed=Count("pk", filter=Q(state=Thread.State.CLOSED)),
    )


def inbox_tags(desk: Desk) -> list[tuple[str, int]]:
    """The tags in use with their counts, the most used first."""
    rows = ThreadTag.objects.of(desk.account).values_list("name").annotate(n=Count("pk"))
    return list(rows.order_by("-n", "name")[:20])


def late_count(desk: Desk) -> int:
    """How many members have waited longer than the account promises."""
    due = clock.now() - timedelta(seconds=conf.support_conf(desk.account).sla_seconds)
    return Thread.objects.of(desk.account).filter(waiting_since__lte=due).count()


def _narrowed(desk: Desk, kind: str, search: str, tag: str) -> QuerySet[Thread]:
    rows: QuerySet[Thread] = Thread.objects.of(desk.account)
    if kind == "waiting":
        rows = rows.filter(waiting_since__isnull=False)
    elif kind == "closed":
        rows = rows.filter(state=Thread.State.CLOSED)
    elif not search:  # words are looked for in closed ones too
        rows = rows.filter(state=Thread.State.OPEN)
    if kind == "mine":
        rows = rows.filter(assignee=desk.user)
    elif kind == "unassigned":
        rows = rows.filter(assignee=None)
    if tag:
        rows = rows.filter(pk__in=ThreadTag.objects.of(desk.account).filter(name=tag).values("thread_id"))
    return rows.filter(_holds(desk, search)) if search else rows


def _holds(desk: Desk, search: str) -> Q:
    """Names, the fan's remark, thread tags, and words said in the last half year."""
    since = clock.now() - timedelta(days=conf.SEARCH_DAYS)
    said = Message.objects.filter(
        conversation__account=desk.account, conversation__kind="direct", text__icontains=search, sent_at__gte=since,
        recalled_at=None,
    )  # fmt: skip
    tagged = ThreadTag.objects.of(desk.account).filter(name__icontains=search)
    return (
        Q(user__profile__nickname__icontains=search)
        | Q(person__name__icontains=search)
        | Q(person__remark__icontains=search)
        | Q(pk__in=tagged.values("thread_id"))
        | Q(conversation_id__in=said.values("conversation_id"))
    )


def _place(thread: Thread, *, longest_first: bool) -> int:
    at = thread.waiting_since if longest_first else thread.last_at
    return int((at or thread.last_at).timestamp() * 1_000_000)


def _beyond(rows: QuerySet[Thread], cursor: str, *, longest_first: bool) -> QuerySet[Thread]:
    micros, pk = decode_cursor(cursor, 2)
    if not isinstance(micros, int) or not isinstance(pk, int):
        raise ValueError("not a cursor of the inbox")
    at = clock.from_ms(0) + timedelta(microseconds=micros)
    if longest_first:
        return rows.filter(Q(waiting_since__gt=at) | Q(waiting_since=at, pk__gt=pk))
    return rows.filter(Q(last_at__lt=at) | Q(last_at=at, pk__lt=pk))


def _rows(desk: Desk, threads: list[Thread]) -> list[Row]:
    last = last_messages([thread.conversation_id for thread in threads])
    cards = cards_of([thread.user_id for thread in threads])
    tags: dict[int, list[str]] = {}
    for thread_id, name in (
        ThreadTag.objects.of(desk.account).filter(thread__in=threads).values_list("thread_id", "name")
    ):
        tags.setdefault(thread_id, []).append(name)
    now, sla = clock.now(), conf.support_conf(desk.account).sla_seconds
    return [_row(thread, cards[thread.user_id], last.get(thread.conversation_id), tags, now, sla) for thread in threads]


def _row(thread: Thread, card: Card, last: Message | None, tags: dict[int, list[str]], now: datetime, sla: int) -> Row:
    return Row(
        thread=thread,
        card=card,
        words=summary(last) if last else "",
        by_account=last is not None and last.voice == Message.Voice.ACCOUNT,
        unread=max(0, thread.conversation.last_seq - thread.staff_seq),
        clock=clock_of(thread.waiting_since, now, sla),
        tags=tuple(sorted(tags.get(thread.pk, []))),
    )
