"""Saved views of lists."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import SavedView
from siyu.domains.fans.types import SavedViewShown

PERSONS = "persons"


def saved_views(account: Account, listing: str = PERSONS) -> list[SavedViewShown]:
    """The account's views of a list, by name."""
    views = SavedView.objects.of(account).filter(listing=listing).select_related("saved_by").order_by("name")
    return [
        SavedViewShown(
            id=view.pk,
            name=view.name,
            query=view.query,
            saved_by=str(view.saved_by) if view.saved_by else "",
            saved_at=view.saved_at,
        )
        for view in views
    ]
