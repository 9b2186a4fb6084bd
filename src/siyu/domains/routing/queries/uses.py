"""Which routes stand on a segment."""

from __future__ import annotations

from django.urls import reverse

from siyu.domains.accounts.models import Account
from siyu.domains.routing.queries.access import routes_of
from siyu.domains.segments.types import UsedBy


def routes_on(account: Account, slug: str) -> list[UsedBy]:
    """The routes whose segment it is, followed or resting, by the groups they lead to. One query."""
    return [
        UsedBy(
            route.group.name,
            reverse("console:routing_desk:edit", kwargs={"slug": account.slug, "route": route.public_id}),
        )
        for route in routes_of(account).filter(segment=slug)
    ]
