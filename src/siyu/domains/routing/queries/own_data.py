"""Which routes invited a member, for the export of their own data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from siyu.domains.people.models import User
from siyu.domains.routing.models import Routed


def routed(user: User) -> Iterator[dict[str, Any]]:
    """Every invitation that a route sent the member."""
    rows = Routed.objects.unscoped("a member takes their own data with them").filter(user=user)
    for row in rows.select_related("route__group", "account").order_by("pk"):
        yield {"account": row.account.slug, "group": row.route.group.name, "invited_at": row.at.isoformat()}
