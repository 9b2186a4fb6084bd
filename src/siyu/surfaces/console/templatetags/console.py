"""What the console's frame shows around every page: the rail, the accounts, the palette."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import accounts_of
from siyu.platform.ui import navigation
from siyu.platform.ui.navigation import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def rail_places(context: Context) -> list[Place]:
    """The places that the asker may enter at this desk."""
    request: Any = context["request"]
    return navigation.places(request.desk.account.slug, request.desk.may, request.path)


@register.simple_tag(takes_context=True)
def other_accounts(context: Context) -> list[Account]:
    """The other accounts the asker works for."""
    request: Any = context["request"]
    return [account for account in accounts_of(request.user) if account.pk != request.desk.account.pk]


@register.filter
def palette_places(places: list[Place]) -> list[dict[str, str]]:
    """The places as the command palette reads them."""
    flat = [(place, "") for place in places]
    flat += [(inner, str(place.entry.label)) for place in places for inner in place.inside]
    return [
        {
            "label": str(place.entry.label),
            "url": place.url,
            "icon": place.entry.icon,
            "hint": hint,
            "also": f"{place.entry.also} {place.entry.name}",
        }
        for place, hint in flat
    ]
