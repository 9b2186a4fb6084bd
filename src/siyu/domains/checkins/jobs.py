"""Background work of check-ins: reminders in the evening, ends after the last day."""

from __future__ import annotations

from collections.abc import Iterable

from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.checkins.actions.remind_members import end_over, remind_members
from siyu.domains.checkins.models import Campaign


@task()
def remind_of_checkins(account_id: int) -> int:
    """Tell who has not checked in."""
    return remind_members(Account.objects.get(pk=account_id))


@task()
def end_checkins(account_id: int) -> int:
    """End what is over."""
    return end_over(Account.objects.get(pk=account_id))


def remind_later(account_id: str) -> None:
    """Queue the reminders of an account."""
    remind_of_checkins.enqueue(int(account_id))


def end_later(account_id: str) -> None:
    """Queue the ends of an account."""
    end_checkins.enqueue(int(account_id))


def accounts_with_checkins() -> Iterable[tuple[str, str]]:
    """Targets: accounts where a check-in goes on, each by its own clock."""
    every = Campaign.objects.unscoped("the schedule looks for accounts that have check-ins at all")
    rows = every.filter(ended_at=None, removed_at=None).order_by("account_id").distinct()
    return [(str(pk), zone) for pk, zone in rows.values_list("account_id", "account__time_zone")]
