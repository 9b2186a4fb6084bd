"""The tasks of follow-up: what is due, what comes, whether the fan bought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Person, Standing
from siyu.domains.fans.queries.access import living_person
from siyu.domains.quizzes.models import Answering, FollowUp
from siyu.domains.support.queries.access import own_thread
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.kernel.paging import Page, decode_id, encode_cursor

PERMISSION = "fans.edit"
_PAGE = 30


@dataclass(frozen=True)
class Task:
    """A task with the living fan it is about; `late` in days, negative for what is still to come."""

    follow_up: FollowUp
    person: Person
    bought: bool
    late: int
    conversation: str


def access_follow_up(desk: Desk, public_id: str) -> FollowUp:
    """A task of the desk's account. Raises Forbidden, NotFound."""
    desk.require(PERMISSION)
    found: FollowUp | None = FollowUp.objects.of(desk.account).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(follow_up=public_id)
    return found


def has_bought(task: FollowUp) -> bool:
    """Whether the fan ordered since the way began."""
    person = living_person(task.account_id, task.person_id)
    last = Standing.objects.of(task.account_id).filter(person=person).values_list("last_order_at", flat=True).first()
    return last is not None and last > task.since


def task_page(desk: Desk, show: str = "due", cursor: str = "") -> Page[Task]:
    """A page of tasks by due day: `due` until today, `coming` later ones, `done` the newest done first.

    Raises Forbidden, ValueError for a broken cursor.
    """
    desk.require(PERMISSION)
    today = clock.local_day(clock.now(), desk.account.time_zone)
    rows = FollowUp.objects.of(desk.account)
    if show == "done":
        rows = rows.exclude(state=FollowUp.State.OPEN).order_by("-pk")
        if cursor:
            rows = rows.filter(pk__lt=decode_id(cursor))
        found = list(rows.select_related("quiz", "done_by", "person")[: _PAGE + 1])
        ends = encode_cursor(found[_PAGE - 1].pk) if len(found) > _PAGE else None
        return Page([_task(desk, row, today) for row in found[:_PAGE]], ends)
    rows = rows.filter(state=FollowUp.State.OPEN)
    rows = rows.filter(due_on__gt=today) if show == "coming" else rows.filter(due_on__lte=today)
    place = decode_id(cursor) if cursor else 0
    found = list(rows.order_by("due_on", "pk").select_related("quiz", "person")[place : place + _PAGE + 1])
    ends = encode_cursor(place + _PAGE) if len(found) > _PAGE else None
    return Page([_task(desk, row, today) for row in found[:_PAGE]], ends)


def due_count(desk: Desk) -> int:
    """How many tasks are due until today."""
    today = clock.local_day(clock.now(), desk.account.time_zone)
    return FollowUp.objects.of(desk.account).filter(state=FollowUp.State.OPEN, due_on__lte=today).count()


def _task(desk: Desk, row: FollowUp, today: date) -> Task:
    person = living_person(desk.account, row.person_id)
    return Task(row, person, has_bought(row), (today - row.due_on).days, _conversation(desk, row))


def _conversation(desk: Desk, row: FollowUp) -> str:
    """The public id of the fan's talk with the account, when they ever wrote."""
    answering = Answering.objects.of(desk.account).filter(person_id=row.person_id).select_related("user").first()
    thread = own_thread(answering.user, desk.account) if answering else None
    return thread.conversation.public_id if thread else ""
