"""Tags that show the words of notes: topics, mentions and links of our own are led somewhere, all else is plain."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from siyu.domains.notes.rules import Piece, pieces
from siyu.domains.notes.types import FeedCard

register = template.Library()
_AT_ONCE: Final = 4


@register.simple_tag(takes_context=True)
def note_text(context: Context, text: str, accounts: dict[str, str] | None = None) -> SafeString:
    """`{% note_text note.text accounts %}`: `accounts` maps names after @ to their short names (others stay words)."""
    request = context.get("request")
    hosts = {request.get_host()} if request else set()
    return format_html_join("", "{}", ((_shown(piece, accounts or {}),) for piece in pieces(text, hosts)))


def _shown(piece: Piece, accounts: dict[str, str]) -> SafeString:
    if piece.kind == "topic" and (address := _topic_address(piece.target)):
        return format_html('<a class="topic" href="{}">#{}</a>', address, piece.target)
    if piece.kind == "mention" and piece.target in accounts:
        return format_html('<a class="mention" href="/a/{}/">{}</a>', accounts[piece.target], piece.text)
    if piece.kind == "link":
        return format_html('<a href="{}">{}</a>', piece.target, piece.text)
    return conditional_escape(piece.text)


def _topic_address(name: str) -> str:
    try:
        return reverse("topic", args=[name])
    except NoReverseMatch:
        return f"/t/{quote(name, safe='')}/"


@register.simple_tag
def feed_card(card: FeedCard, place: int) -> SafeString:
    """A card of a waterfall; the pictures of the first, which a phone shows at once, are asked for at once."""
    return _card(card, early=place < _AT_ONCE)


@lru_cache(maxsize=4_096)
def _card(card: FeedCard, *, early: bool) -> SafeString:
    """Kept by all that it shows, so that it is never old; it holds no translated word."""
    shown = get_template("notes/feed_card.html").render({"card": card, "early": early})
    return mark_safe(shown)  # noqa: S308 - a template escaped it


@register.simple_tag
def fan_figure(part: Any, figure: float) -> str:
    """A figure of fan value as people say it, by the part's format."""
    if part.format == "percent":
        return f"{figure * 100:.1f}%"
    if part.format == "minutes":
        return _("%(n)s min") % {"n": f"{figure:,.0f}"}
    if part.format == "share":
        return f"{figure * 8:.0f} / 8"
    return f"{figure:.2f}"
