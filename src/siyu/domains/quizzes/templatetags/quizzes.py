"""Looking up by a key that the template knows."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(values: Mapping[str, str], key: str) -> str:
    """The value under a key, empty when there is none."""
    return values.get(key, "")
