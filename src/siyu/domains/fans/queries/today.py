"""The numbers about fans on the 今天 page; each has a list behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.core.cache import cache

from siyu.domains.accounts.models import Account
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.models import Person, Ruler, Standing
from siyu.domains.fans.queries.person_filters import PersonFilters, birthdays
from siyu.domains.fans.queries.person_list import count
from siyu.domains.fans.queries.review_queue import open_count
from siyu.domains.fans.types import TodayNumbers
from siyu.kernel import clock

KEPT_SECONDS: Final = 60


def today_numbers(account: Account) -> TodayNumbers:
    """Counts of this moment, at most a minute old (counting a million persons is not done for every click)."""
    key = f"fans.today.{account.pk}.{account.created_at.timestamp()}"
    found: TodayNumbers | None = cache.get(key)
    if found is None:
        found = _count(account)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _count(account: Account) -> TodayNumbers:
    now = clock.now()
    today = clock.local_day(now, account.time_zone)
    week_began = clock.day_start(today - timedelta(days=6), account.time_zone)
    people, standings = Person.objects.of(account).filter(merged_into=None), Standing.objects.of(account)
    top = next((step.code for step in fans_conf(account).tiers), "")
    lapse = about_to_lapse(account, top, today)
    return TodayNumbers(
        persons=people.count(),
        buyers=standings.filter(orders__gt=0).count(),
        new_this_week=people.filter(created_at__gte=week_began).count(),
        open_reviews=open_count(account).number,
        birthdays_this_week=people.filter(birthday_md__in=birthdays(today, 7)).count(),
        super_members=standings.filter(tier=top).count() if top else 0,
        super_about_to_lapse=count(account, lapse).number if lapse else 0,
        lapsing=standings.filter(stage="lapsing").count(),
        refunds_in_grace=standings.filter(grace_ends_at__gt=now).count(),
        day=today,
        super_lapse_query=lapse.to_query() if lapse else {},
        new_query=PersonFilters(joined_from=today - timedelta(days=6), sort="-newest").to_query(),
        birthday_query=PersonFilters(birthday="week").to_query(),
    )


def about_to_lapse(account: Account, tier: str, today: date, *, within_days: int = 7) -> PersonFilters | None:
    """The list of a tier's members who will begin to lapse within some days unless they buy; None before a rebuild."""
    ruler = Ruler.objects.filter(pk=account.pk).first()
    if ruler is None or not tier:
        return None
    limit = int(ruler.typical_days * fans_conf(account).lapsing_after)
    return PersonFilters(
        tier=tier,
        last_order_from=today - timedelta(days=limit),
        last_order_to=today - timedelta(days=limit - within_days + 1),
        sort="last_order",
    )
