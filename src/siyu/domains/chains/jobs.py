"""Background work of chains: saying that a deadline has passed."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.chains.actions import pass_deadline as passing


@task()
def pass_when_due(public_id: str) -> bool:
    """One chain; queued to run at its deadline."""
    return passing.pass_deadline(public_id)


@task()
def pass_deadlines() -> int:
    """Every night: what a lost waking left behind."""
    return passing.pass_all_due()


def pass_deadlines_later() -> None:
    """Queue it."""
    pass_deadlines.enqueue()
