"""Tags of moderation: `{% load moderation %}{% report_button 'note' note.public_id %}`, steps and rules in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.queries import rule_words
from siyu.domains.moderation.types import targets
from siyu.kernel import clock

register = template.Library()


@register.inclusion_tag("moderation/report_button.html")
def report_button(kind: str, target: str, style: str = "") -> dict[str, Any]:
    """A button that opens the report sheet for a thing; `style` "cell" makes it a row of a sheet or list."""
    return {"kind": kind, "target": target, "style": style}


@register.simple_tag(takes_context=True)
def room_url(context: Context, name: str, **more: Any) -> str:
    """The address of a page of the room one is in."""
    url: str = context["room"].url(name, **more)
    return url


@register.simple_tag
def time_left(due: datetime) -> SafeString:
    """How long a reviewer has, or how late they are, as a tag."""
    seconds = (due - clock.now()).total_seconds()
    hours, minutes = divmod(abs(int(seconds)) // 60, 60)
    if hours >= 48:
        said = ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
    elif hours:
        said = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    else:
        said = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    words = (_("%(time)s left") if seconds > 0 else _("%(time)s late")) % {"time": said}
    mood = "red" if seconds <= 0 else "amber" if seconds < 4 * 3600 else ""
    return format_html('<span class="tag {}">{}</span>', mood, words)


@register.filter
def as_step(code: str) -> str:
    """A decision in words."""
    return rule_words.step_words(code)


@register.filter
def as_rule(code: str, number: int | None = None) -> str:
    """A category in words, of an edition or of what holds now."""
    return rule_words.rule_words(code, number)


@register.filter
def as_kind(name: str) -> str:
    """What a kind of thing is called."""
    return str(targets[name].label) if name in targets else name


@register.filter
def as_length(penalty: Penalty) -> str:
    """How long a penalty lasts."""
    return rule_words.length_words(penalty)


@register.filter
def in_lines(texts: tuple[str, ...]) -> str:
    """Texts one on each line, as a text area takes them."""
    return "\n".join(texts)
