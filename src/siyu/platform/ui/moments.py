"""Instants as people say them: 3分钟前, 昨天 20:15, 5月3日, 2024-05-03."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.kernel import clock

_MINUTE = 60
_HOUR = 3600
_RECENT = 3 * _HOUR


def say_moment(at: datetime, zone: str, now: datetime | None = None) -> str:
    """Say an instant as seen from `now` in a time zone."""
    now = now or clock.now()
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    ago = (now - at).total_seconds()
    if 0 <= ago < _RECENT:
        return _say_ago(int(ago))
    days = (today.date() - local.date()).days
    time = f"{local:%H:%M}"
    if days in _NEAR_DAYS:
        return _say_near_day(days, time)
    if local.year == today.year:
        return _("%(month)s/%(day)s %(time)s") % {"month": local.month, "day": local.day, "time": time}
    return f"{local:%Y-%m-%d}"


_NEAR_DAYS = (-1, 0, 1)


def _say_ago(seconds: int) -> str:
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        minutes = seconds // _MINUTE
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    hours = seconds // _HOUR
    return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}


def _say_near_day(days: int, time: str) -> str:
    if days == 1:
        return _("yesterday %(time)s") % {"time": time}
    if days == -1:
        return _("tomorrow %(time)s") % {"time": time}
    return _("today %(time)s") % {"time": time}


def say_day(at: datetime, zone: str) -> str:
    """The calendar day of an instant, as a heading: 今天, 昨天, 5月3日, 2024-05-03."""
    day = clock.local_day(at, zone)
    today = clock.local_day(clock.now(), zone)
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    if day.year == today.year:
        return _("%(month)s/%(day)s") % {"month": day.month, "day": day.day}
    return f"{day:%Y-%m-%d}"
