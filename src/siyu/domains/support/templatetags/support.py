"""How long somebody waits, in words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.support.rules import seconds_between
from siyu.kernel import clock

register = template.Library()


@register.simple_tag
def lasting(seconds: int) -> str:
    """Some seconds in the largest unit that fits."""
    if seconds < 60:
        return _("under a minute")
    if seconds >= 86_400:
        return ngettext("%(n)s day", "%(n)s days", seconds // 86_400) % {"n": seconds // 86_400}
    if seconds >= 3_600:
        return ngettext("%(n)s hour", "%(n)s hours", seconds // 3_600) % {"n": seconds // 3_600}
    return ngettext("%(n)s minute", "%(n)s minutes", seconds // 60) % {"n": seconds // 60}


@register.simple_tag
def waited(since: datetime) -> str:
    """How long ago an instant was."""
    return lasting(seconds_between(since, clock.now()))
