"""Keep how a person wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.inbox.conf import ALWAYS_LIT, FAMILIES
from siyu.domains.inbox.models import Preference, QuietHours
from siyu.domains.inbox.rules import HOURS
from siyu.domains.people.models import User
from siyu.kernel.clock import DEFAULT_TIME_ZONE
from siyu.kernel.errors import Invalid


def set_ways(user: User, ways: Mapping[str, str]) -> None:
    """Keep the way for each family named; raises Invalid for one that does not exist or cannot be silenced."""
    for family, way in ways.items():
        silenced = way == Preference.Way.QUIET and family in ALWAYS_LIT
        if family not in FAMILIES or way not in Preference.Way.values or silenced:
            raise Invalid(_("That cannot be chosen."), field=family)
    with transaction.atomic():
        for family, way in ways.items():
            Preference.objects.update_or_create(user=user, family=family, defaults={"way": way})


def set_quiet_hours(user: User, start: int | None, end: int | None, time_zone: str = "") -> None:
    """Keep the local hours without pushes; None for either ends them. Raises Invalid."""
    if start is None or end is None:
        QuietHours.objects.filter(user=user).delete()
        return
    if start not in HOURS or end not in HOURS:
        raise Invalid(_("Please choose two hours of the day."), field="start")
    zone = time_zone if time_zone in available_timezones() else DEFAULT_TIME_ZONE
    QuietHours.objects.update_or_create(user=user, defaults={"start": start, "end": end, "time_zone": zone})
