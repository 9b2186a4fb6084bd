"""Filters and tags that every template may use without loading them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.kernel.money import format_yuan
from siyu.kernel.text import compact_count

register = template.Library()


@register.filter
def yuan(fen: int | None) -> str:
    """Write fen as ¥1,234.50; a missing amount is a dash."""
    return "–" if fen is None else f"¥{format_yuan(fen)}"


@register.filter
def compact(number: int | None) -> str:
    """Write a count as 1.2万; a missing one is a dash."""
    return "–" if number is None else compact_count(number)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>', name)
