"""How members stand in a campaign: streaks, totals, who leads, who is missing today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from siyu.domains.checkins import conf, rules
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.queries.access import is_over, local_time, today_of
from siyu.domains.checkins.types import Standing
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.members.types import Card
from siyu.domains.people.models import User


@dataclass(frozen=True)
class Leader:
    """A member by their marks."""

    user_id: int
    card: Card
    total: int
    longest: int


def marks_by_user(campaign: Campaign) -> dict[int, set[date]]:
    """User id → the days they marked. One query."""
    found: defaultdict[int, set[date]] = defaultdict(set)
    rows = Mark.objects.of(campaign.account_id).filter(campaign=campaign)
    for user, day in rows.values_list("user_id", "day"):
        found[user].add(day)
    return dict(found)


def standing_of(campaign: Campaign, user: User) -> Standing:
    """How a member stands today. One query."""
    rows = Mark.objects.of(campaign.account_id).filter(campaign=campaign, user=user)
    marks = list(rows.values_list("day", "makeup"))
    days, today = frozenset(day for day, _ in marks), today_of(campaign)
    left = max(campaign.makeups - sum(makeup for _, makeup in marks), 0)
    fault = "over" if is_over(campaign) else "before" if today < campaign.first_day else ""
    fault = fault or rules.fault_of_hour(local_time(campaign), campaign.opens, campaign.closes)
    return Standing(days, rules.streak(days, today), rules.longest(days), left, today in days, fault)


def leaders_of(campaign: Campaign, most: int = conf.LEADERS) -> list[Leader]:
    """Who marked the most days, the longest row before the shorter. Two queries."""
    marks = marks_by_user(campaign)
    ranked = sorted(marks, key=lambda user: (-len(marks[user]), -rules.longest(marks[user]), user))[:most]
    cards = cards_of(ranked)
    return [Leader(user, cards[user], len(marks[user]), rules.longest(marks[user])) for user in ranked if user in cards]
