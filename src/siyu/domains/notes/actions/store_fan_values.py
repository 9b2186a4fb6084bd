"""Keep the fan value that was computed for accounts, and let their exposure follow."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2
from typing import Any

from django.db import transaction

from siyu.domains.notes.actions.feed_notes import move_heat
from siyu.domains.notes.models import FeedAccount
from siyu.domains.notes.ranking.heat import factor_of
from siyu.kernel import clock


def store_fan_value(account_id: int, value: int | None, parts: Mapping[str, Any]) -> None:
    """Keep the value (0-100, None: too little is known) with its parts ({name: {"figure", "points"}})."""
    with transaction.atomic():
        row, _made = FeedAccount.objects.select_for_update().get_or_create(account_id=account_id)
        before, after = factor_of(row.value), factor_of(value)
        row.value, row.parts, row.valued_at = value, dict(parts), clock.now()
        row.save(update_fields=["value", "parts", "valued_at"])
        if before != after:
            move_heat(account_id, log2(before), log2(after))
