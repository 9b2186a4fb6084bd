"""How values of health are written."""

from __future__ import annotations

from django import template

from siyu.domains.group_health.queries.health import Reading

register = template.Library()
_PLAIN = "uneven"


@register.simple_tag
def reading_value(reading: Reading) -> str:
    """A share as per cent, unevenness as a number; – where nothing can be said."""
    return _written(reading.name, reading.value)


@register.simple_tag
def reading_change(reading: Reading) -> str:
    """The change against the window before, with its sign."""
    if reading.change is None:
        return "–"
    if reading.name == _PLAIN:
        return f"{reading.change:+.1f}"
    return f"{reading.change * 100:+.0f} %"


@register.simple_tag
def threshold(reading: Reading, which: str) -> str:
    """From where it is good or bad, with the direction."""
    value = reading.good if which == "good" else reading.bad
    higher = (reading.good > reading.bad) == (which == "good")
    return ("≥ " if higher else "≤ ") + _written(reading.name, value)


def _written(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if name == _PLAIN else f"{value * 100:.0f} %"
