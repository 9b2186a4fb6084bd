"""Words of chains for templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account

register = template.Library()
_TONES: Final = {"open": "jade", "over": "amber", "closed": "", "cancelled": "red"}


@register.simple_tag
def until(deadline: datetime, account: Account | None = None) -> str:
    """A deadline in words, in the account's zone (else the page's)."""
    zone = ZoneInfo(account.time_zone) if account else timezone.get_current_timezone()
    at = deadline.astimezone(zone)
    return _("Until %(at)s") % {"at": f"{date_format(at, 'MONTH_DAY_FORMAT')} {at:%H:%M}"}


@register.simple_tag
def state_tone(state: str) -> str:
    """The colour of a state's tag."""
    return _TONES.get(state, "")


@register.filter
def at_key(values: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key, empty for none."""
    return values.get(key, "")
