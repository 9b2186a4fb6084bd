"""Background work of polls: ending at the set time."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.polls.actions import close_poll as closing


@task()
def close_when_due(public_id: str) -> bool:
    """End one poll; queued to run at its deadline."""
    return closing.close_due(public_id)


@task()
def close_polls() -> int:
    """Every night: end what a lost waking left behind."""
    return closing.close_all_due()


def close_polls_later() -> None:
    """Queue it."""
    close_polls.enqueue()
