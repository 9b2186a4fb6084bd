"""Check-ins of the demo: started by the brand, kept up by some members better than by others."""

from __future__ import annotations

import random
from datetime import timedelta

from siyu.demo.cast import BOSS, desk_of
from siyu.demo.community import checkin_words as words
from siyu.demo.community.plays import AGO, crowd_of, group_named
from siyu.domains.accounts.types import Desk
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.models import Campaign
from siyu.domains.groups.models import Group
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited


def keep_up() -> int:
    """Start the check-ins of the groups that are there and have none; answers how many are new."""
    desk = desk_of(BOSS)
    with unlimited():
        return sum(_habit(desk, group_named(desk, name), habit) for name, habit in words.HABITS.items())


def _habit(desk: Desk, group: Group | None, habit: words.Habit) -> int:
    if group is None or Campaign.objects.of(desk.account).filter(group=group).exists():
        return 0
    seed, began = random.Random(group.name), clock.now() - timedelta(days=habit.began)  # noqa: S311 - a demo
    form = habit.form(clock.local_day(began, desk.account.time_zone))
    with clock.replaying(clock.now() - AGO):  # its card stands where the talk is by now
        campaign = start_campaign(desk.user, group.public_id, form, "demo")
    crowd = crowd_of(group, habit.people)
    for day in range(habit.began + 1):
        for place, user in enumerate(crowd):
            if seed.random() < 1 - place / len(crowd) * 0.9:  # the first misses no day, the last most
                at = min(began + timedelta(days=day, minutes=place * 3), clock.now())
                with clock.replaying(at):
                    check_in(user, group.public_id, campaign.public_id, seed.choice(habit.said))
    return 1
