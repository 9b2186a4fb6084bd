"""Reads what the builder's modules send: a JSON object with a tree, and the day it is asked for."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def asked(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the body; raises Invalid for anything else."""
    try:
        body = json.loads(request.body)
    except (ValueError, UnicodeDecodeError, RecursionError) as broken:
        raise Invalid(_("This is not JSON.")) from broken
    if not isinstance(body, dict):
        raise Invalid(_("This is not JSON."))
    return body


def as_of(day: Any, zone: str) -> datetime | None:
    """The end of a day (YYYY-MM-DD) in a time zone; None (now) for no day, today and later. Raises Invalid."""
    if not day:
        return None
    try:
        end = clock.day_start(date.fromisoformat(str(day)) + timedelta(days=1), zone)
    except (ValueError, OverflowError) as broken:
        raise Invalid(_("Choose a date that exists."), field="as_of") from broken
    return None if end >= clock.now() else end
