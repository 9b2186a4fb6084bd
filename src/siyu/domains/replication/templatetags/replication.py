"""How figures of the gate are written."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from siyu.domains.groups.types import plays
from siyu.domains.replication.queries.words import MARKS_LABEL, QUESTION_LABELS
from siyu.domains.replication.rules.culture import MARKS
from siyu.domains.replication.rules.gate import Figure

register = template.Library()


@register.filter
def measured(figure: Figure) -> str:
    """What was measured: a share as per cent, else a number; – where nothing can be said."""
    return _written(figure.value, figure.kind)


@register.filter
def wanted(figure: Figure) -> str:
    """From which value on it is met."""
    return _written(figure.wanted, figure.kind)


@register.filter
def play_label(play: str) -> str | Promise:
    """What a ritual is called."""
    if play == MARKS:
        return MARKS_LABEL
    return plays[play].label if play in plays else play


@register.filter
def question_label(question: str) -> str | Promise:
    """What a question is called."""
    return QUESTION_LABELS[question][0] if question in QUESTION_LABELS else question


def _written(value: float | None, kind: str) -> str:
    if value is None:
        return "–"
    return f"{value * 100:.0f} %" if kind == "share" else f"{value:g}"
