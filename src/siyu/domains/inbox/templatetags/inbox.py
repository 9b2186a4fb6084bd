"""Tags that show notices."""

from __future__ import annotations

from datetime import datetime

from django import template

from siyu.platform.ui.moments import say_day
from siyu.platform.ui.templatetags.ui import zone_of

register = template.Library()


@register.simple_tag(takes_context=True)
def day_of(context: template.Context, at: datetime) -> str:
    """The day of an instant as a heading: 今天, 昨天, 5月3日."""
    return say_day(at, zone_of(context))
