"""Which groups let in by a segment."""

from __future__ import annotations

from django.urls import reverse

from siyu.domains.accounts.models import Account
from siyu.domains.groups.models import Group
from siyu.domains.segments.types import UsedBy


def groups_on(account: Account, slug: str) -> list[UsedBy]:
    """The groups whose condition for joining it is. One query."""
    rows = Group.objects.of(account).filter(conditions__segment=slug, dissolved_at=None).order_by("pk")
    return [
        UsedBy(name, reverse("console:groups_desk:edit", kwargs={"slug": account.slug, "group": public_id}))
        for public_id, name in rows.values_list("public_id", "name")
    ]
