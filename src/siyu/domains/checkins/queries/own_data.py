"""A member's check-ins, for the export of their own data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from siyu.domains.checkins.models import Mark
from siyu.domains.people.models import User


def marks(user: User) -> Iterator[dict[str, Any]]:
    """Every day that the member marked, with their words."""
    rows = Mark.objects.unscoped("a member takes their own data with them").filter(user=user)
    for row in rows.select_related("campaign", "account").order_by("pk"):
        yield {
            "account": row.account.slug, "checkin": row.campaign.title, "day": row.day.isoformat(), "text": row.text,
            "made_up_for": row.makeup, "pictures": len(row.pictures), "at": row.at.isoformat(),
        }  # fmt: skip
