"""In the evening, tell who has not checked in yet; and end what is over."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.checkins.actions.start_campaign import close
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.groups.models import GroupMember
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.people.models import User
from siyu.kernel import clock


def remind_members(account: Account) -> int:
    """One notice a day to each who checked in before in a campaign that reminds, and has not today.

    Answers how many are meant; said twice it is said once.
    """
    today, meant = clock.local_day(clock.now(), account.time_zone), 0
    going = Campaign.objects.of(account).filter(
        remind=True, ended_at=None, removed_at=None, first_day__lte=today, last_day__gte=today,
        group__dissolved_at=None,
    )  # fmt: skip
    for campaign in going.select_related("group"):
        marks = Mark.objects.of(account).filter(campaign=campaign)
        inside = GroupMember.objects.of(account).filter(group=campaign.group, state=GroupMember.State.ACTIVE)
        users = User.objects.filter(pk__in=marks.values("user_id")).filter(pk__in=inside.values("user_id"))
        users = users.exclude(pk__in=marks.filter(day=today).values("user_id"))
        url = reverse("checkins:campaign", kwargs={"group": campaign.group.public_id, "campaign": campaign.public_id})
        key = f"checkin:{campaign.public_id}:{today}"
        for readers in by_language(users):
            with in_words_of(readers[0]):
                title = _("%(title)s: today is still open") % {"title": campaign.title}
            meant += notify(readers, "group", title, campaign.group.name, url, account=account, key=key)
    return meant


def end_over(account: Account) -> int:
    """End what had its last day before today; answers how many."""
    today, ended = clock.local_day(clock.now(), account.time_zone), 0
    over = Campaign.objects.of(account).filter(
        ended_at=None, removed_at=None, last_day__lt=today, group__dissolved_at=None
    )
    for campaign in over.select_related("group__conversation", "group__account"):
        with transaction.atomic():
            ended += close(campaign)
    return ended
