"""Steps and rules in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.moderation.conf import CATEGORIES
from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.queries.conventions import current_edition, edition
from siyu.domains.moderation.rules import BY_CODE
from siyu.kernel.errors import NotFound


def step_words(code: str) -> str:
    """What a decision does, in a few words: dismiss, hide, or a step of the ladder."""
    step = BY_CODE.get(code)
    if step is None:
        return {"dismiss": _("Nothing against the rules"), "hide": _("Hide it")}.get(code, code)
    if step.kind == Penalty.Kind.BAN:
        return _("Ban")
    if step.days is None:
        return _("Mute for good")
    return ngettext("Mute for %(n)s day", "Mute for %(n)s days", step.days) % {"n": step.days}


def verdict_words(code: str) -> str:
    """What a listed word leads to."""
    return {"pass": _("Let it pass"), "hold": _("Hold it for review"), "refuse": _("Refuse it")}.get(code, code)


def length_words(penalty: Penalty | None) -> str:
    """How long a penalty lasts; empty where nobody was silenced."""
    if penalty is None:
        return ""
    if penalty.kind == Penalty.Kind.BAN:
        return _("Ban")
    if penalty.until is None:
        return _("Mute for good")
    days = max(1, round((penalty.until - penalty.since).total_seconds() / 86_400))
    return ngettext("Mute for %(n)s day", "Mute for %(n)s days", days) % {"n": days}


def rule_words(code: str, number: int | None = None) -> str:
    """The name of a category in the edition a decision rests on; without one, in what holds now."""
    try:
        rule = (edition(number) if number else current_edition()).rule(code)
    except NotFound:
        rule = None
    return rule.label if rule else str(CATEGORIES[code].label) if code in CATEGORIES else code
