"""When an entry begins, in words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from siyu.domains.programmes.models import Entry


def time_words(entry: Entry) -> str:
    """Day and time of the begin by the account's clock, in the language of the moment."""
    local = entry.starts_at.astimezone(ZoneInfo(entry.group.account.time_zone))
    return f"{date_format(local.date(), 'MONTH_DAY_FORMAT')} {local:%H:%M}"
