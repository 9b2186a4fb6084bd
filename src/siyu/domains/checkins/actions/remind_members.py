"""Tell who has not checked in yet while there is time; and end what is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.chat.models import Participant
from siyu.domains.checkins.actions.start_campaign import close, remind_later_today
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.queries.access import is_over, local_time, today_of
from siyu.domains.checkins.rules import fault_of_hour
from siyu.domains.groups.models import GroupMember
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.members.queries.blocking import blocked_among, users_blocking
from siyu.domains.people.models import User
from siyu.kernel import clock


def remind_of(campaign: Campaign) -> int:
    """One notice a day to each who takes part and has not checked in today; answers how many are meant.

    Who takes part has checked in before; with `remind_all` it is whoever is in the group and did not silence it.
    Nobody is told in the name of an account, or of a starter, whom they blocked. Said twice it is said once; before the
    first day, after the last and after today's hours nothing is said.
    """
    today = today_of(campaign)
    over = is_over(campaign) or campaign.removed_at is not None or today < campaign.first_day
    late = fault_of_hour(local_time(campaign), campaign.opens, campaign.closes) == "late"
    if not campaign.remind or over or late or campaign.group.dissolved_at is not None:
        return 0
    users, meant = list(_missing(campaign, today)), 0
    blocked = users_blocking(campaign.group.account)
    if campaign.starter is not None:
        blocked |= blocked_among(campaign.starter, [user.pk for user in users])
    url = reverse("checkins:campaign", kwargs={"group": campaign.group.public_id, "campaign": campaign.public_id})
    key = f"checkin:{campaign.public_id}:{today}"
    for readers in by_language(user for user in users if user.pk not in blocked):
        with in_words_of(readers[0]):
            title = _("%(title)s: today is still open") % {"title": campaign.title}
        meant += notify(readers, "group", title, campaign.group.name, url, account=campaign.group.account, key=key)
    return meant


def _missing(campaign: Campaign, today: date) -> QuerySet[User]:
    marks = Mark.objects.of(campaign.account_id).filter(campaign=campaign)
    inside = GroupMember.objects.of(campaign.account_id).filter(group=campaign.group, state=GroupMember.State.ACTIVE)
    asked = Q(pk__in=marks.values("user_id"))
    if campaign.remind_all:
        silent = Participant.objects.filter(conversation_id=campaign.group.conversation_id, muted=True)
        asked |= ~Q(pk__in=silent.values("user_id"))
    users = User.objects.filter(asked, pk__in=inside.values("user_id"))
    return users.exclude(pk__in=marks.filter(day=today).values("user_id"))


def queue_reminders(account: Account) -> int:
    """Queue today's reminder of every campaign that reminds; answers how many."""
    today = clock.local_day(clock.now(), account.time_zone)
    going = Campaign.objects.of(account).filter(
        remind=True, ended_at=None, removed_at=None, first_day__lte=today, last_day__gte=today,
        group__dissolved_at=None,
    )  # fmt: skip
    queued = list(going.select_related("group__account"))
    with transaction.atomic():
        for campaign in queued:
            remind_later_today(campaign)
    return len(queued)


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
