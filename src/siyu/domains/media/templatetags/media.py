"""Tags that show a picture in a box of its own ratio and colour: nothing jumps while it loads."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("media/picture.html")
def picture(asset: Any, size: int = 720, alt: str = "", lazy: bool = True) -> dict[str, Any]:
    """`{% picture asset 720 alt=title %}`: an Asset's picture, or a video's poster, about `size` CSS pixels wide."""
    return {"asset": asset, "address": asset.url(size), "alt": alt, "lazy": lazy}
