"""The five steps after a quiz: begin them for a fan, do one, take it back, let the fan be."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.quizzes.models import FollowUp, Quiz
from siyu.domains.quizzes.models.follow_up import NOTE_LENGTH
from siyu.domains.quizzes.queries.follow_ups import access_follow_up, has_bought
from siyu.domains.quizzes.rules import next_step
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

_FIRST_DAYS = 1


def begin_follow_up(account: Account, person_id: int, quiz: Quiz) -> bool:
    """Give the desk its first task for a fan who answered, unless one is open. Inside the transaction of the answer."""
    now = clock.now()
    due = clock.local_day(now, account.time_zone) + timedelta(days=_FIRST_DAYS)
    open_ones = FollowUp.objects.of(account).filter(person_id=person_id, state=FollowUp.State.OPEN)
    if open_ones.exists():
        return False
    FollowUp.objects.bulk_create(
        [FollowUp(account=account, person_id=person_id, quiz=quiz, step=FollowUp.Step.TAG, since=now, due_on=due)],
        ignore_conflicts=True,
    )
    return True


def finish_follow_up(desk: Desk, public_id: str, note: str = "") -> FollowUp | None:
    """Mark the task as done and plan the next, by whether the fan bought meanwhile; None when the way ends.

    Done by two colleagues at once it is done once. Raises Forbidden, NotFound, Invalid.
    """
    task = access_follow_up(desk, public_id)
    if len(note) > NOTE_LENGTH:
        raise Invalid(_("A note has at most %(n)s characters.") % {"n": NOTE_LENGTH}, field="note")
    with transaction.atomic():
        if not _leave(desk, task, FollowUp.State.DONE, note.strip()):
            return FollowUp.objects.of(desk.account).filter(before=task).first()
        planned = next_step(task.step, bought=has_bought(task), rounds=task.round)
        if planned is None:
            return None
        step, days = planned
        due = clock.local_day(clock.now(), desk.account.time_zone) + timedelta(days=days)
        following: FollowUp = FollowUp.objects.create(
            account=desk.account, person_id=task.person_id, quiz_id=task.quiz_id, step=step, since=task.since,
            due_on=due, before=task, round=task.round + (step == FollowUp.Step.KEEP),
        )  # fmt: skip
    return following


def end_follow_up(desk: Desk, public_id: str) -> bool:
    """Let the fan be: no further step. Answers whether it was open. Raises Forbidden, NotFound."""
    task = access_follow_up(desk, public_id)
    with transaction.atomic():
        return _leave(desk, task, FollowUp.State.ENDED, "")


def undo_follow_up(desk: Desk, public_id: str) -> bool:
    """Take back that a task was done or ended, while what followed from it is untouched; answers whether it was.

    Raises Forbidden, NotFound.
    """
    task = access_follow_up(desk, public_id)
    with transaction.atomic():
        rows = FollowUp.objects.of(desk.account)
        if task.state == FollowUp.State.OPEN or rows.filter(before=task).exclude(state=FollowUp.State.OPEN).exists():
            return False
        rows.filter(before=task, state=FollowUp.State.OPEN).delete()
        if rows.filter(person_id=task.person_id, state=FollowUp.State.OPEN).exists():
            return False  # another way began meanwhile
        back = rows.filter(pk=task.pk, state=task.state)
        undone = bool(back.update(state=FollowUp.State.OPEN, done_by=None, done_at=None))
        _record(desk, task, "follow_up.undone")
    return undone


def _leave(desk: Desk, task: FollowUp, state: str, note: str) -> bool:
    rows = FollowUp.objects.of(desk.account).filter(pk=task.pk, state=FollowUp.State.OPEN)
    if not rows.update(state=state, note=note, done_by=desk.user, done_at=clock.now()):
        return False
    _record(desk, task, f"follow_up.{state}")
    return True


def _record(desk: Desk, task: FollowUp, act: str) -> None:
    target = f"follow_up:{task.public_id}"
    audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=target, step=task.step)
