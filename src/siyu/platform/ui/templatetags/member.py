"""Tags of the member side."""

from __future__ import annotations

from functools import lru_cache
from typing import cast
from zlib import crc32

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from siyu.platform.ui.member_tabs import Spot, spots

register = template.Library()
_HUES = 5


@register.simple_tag(takes_context=True)
def tab_bar(context: Context) -> SafeString:
    """The bottom bar for the asker."""
    request = context["request"]
    uid = request.user.uid if request.user.is_authenticated else ""
    return _bar(tuple(spots(request.path, request.user)), uid, get_language())


@lru_cache(maxsize=1_024)
def _bar(spots_of_asker: tuple[Spot, ...], uid: str, _language: str | None) -> SafeString:
    """Kept by all that it shows."""
    return cast("SafeString", get_template("member/tab_bar.html").render({"spots": spots_of_asker, "uid": uid}))


@register.simple_tag
def portrait(name: str, picture: str = "", size: str = "") -> SafeString:
    """A round of somebody: their picture, or the first character of their name; size is empty, `small` or `large`."""
    if picture:
        return format_html('<img class="avatar {}" src="{}" alt="" loading="lazy" decoding="async">', size, picture)
    letter = (name or "?").strip()[:1].upper() or "?"
    hue = crc32(name.encode()) % _HUES
    return format_html('<span class="avatar {} h{}" aria-hidden="true">{}</span>', size, hue, letter)
