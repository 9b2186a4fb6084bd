"""Background work of check-ins: reminders while there is time, ends after the last day."""

from __future__ import annotations

from collections.abc import Iterable

from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.checkins.actions.remind_members import end_over, queue_reminders, remind_of
from siyu.domains.checkins.models import Campaign
from siyu.domains.checkins.queries.access import today_of


@task()
def queue_checkin_reminders(account_id: int) -> int:
    """Queue the reminders of the day, each for its moment."""
    return queue_reminders(Account.objects.get(pk=account_id))


@task()
def remind_of_checkin(campaign_id: str, day: str) -> int:
    """Tell who has not checked in for the day, unless the day is over by now."""
    every = Campaign.objects.unscoped("a reminder that was queued for one campaign")
    rows = every.select_related("group__account", "starter").filter(public_id=campaign_id)
    campaign = rows.first()
    return remind_of(campaign) if campaign is not None and today_of(campaign).isoformat() == day else 0


@task()
def end_checkins(account_id: int) -> int:
    """End what is over."""
    return end_over(Account.objects.get(pk=account_id))


def remind_later(account_id: str) -> None:
    """Queue the reminders of an account."""
    queue_checkin_reminders.enqueue(int(account_id))


def end_later(account_id: str) -> None:
    """Queue the ends of an account."""
    end_checkins.enqueue(int(account_id))


def accounts_with_checkins() -> Iterable[tuple[str, str]]:
    """Targets: accounts where a check-in goes on, each by its own clock."""
    every = Campaign.objects.unscoped("the schedule looks for accounts that have check-ins at all")
    rows = every.filter(ended_at=None, removed_at=None).order_by("account_id").distinct()
    return [(str(pk), zone) for pk, zone in rows.values_list("account_id", "account__time_zone")]
