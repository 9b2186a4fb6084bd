"""The rest of the community, made by jobs while the demo is open already."""

from __future__ import annotations

from django_tasks import task

from siyu.demo.community.chains import chain_up
from siyu.demo.community.checkins import keep_up
from siyu.demo.community.groups import fill_groups
from siyu.demo.community.notes import ALL, write_notes
from siyu.demo.community.plays import route, vote
from siyu.demo.community.programmes import plan
from siyu.demo.community.quiz import answer_it, follow_some
from siyu.demo.community.words import CIRCLES

FIRST_NOTES = 16
FIRST_GROUPS = 4
FIRST_ANSWERS = 12
LAST_ANSWERS = 70
_A_JOB = 12


@task()
def write_more(first: int) -> None:
    """Write the next dozen notes, and queue what comes after."""
    write_notes(first, first + _A_JOB)
    if first + _A_JOB < ALL:
        write_more.enqueue(first + _A_JOB)


@task()
def fill_more(number: int) -> None:
    """Fill the next group, and queue what comes after."""
    fill_groups(number, number + 1)
    plan()
    vote()
    chain_up()
    keep_up()
    if number + 1 < len(CIRCLES):
        fill_more.enqueue(number + 1)
    else:
        route()


@task()
def answer_more(first: int) -> None:
    """Let the next dozen members answer the quiz, and the desk follow up at last."""
    answer_it(first, min(first + _A_JOB, LAST_ANSWERS))
    if first + _A_JOB < LAST_ANSWERS:
        answer_more.enqueue(first + _A_JOB)
    else:
        follow_some()


def answer_later() -> None:
    """Queue the answers that the first screens do not need."""
    answer_more.enqueue(FIRST_ANSWERS)


def follow_later() -> None:
    """Queue all that the first screens do not show."""
    write_more.enqueue(FIRST_NOTES)
    fill_more.enqueue(FIRST_GROUPS)
