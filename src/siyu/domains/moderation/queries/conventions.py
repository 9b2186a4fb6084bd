"""Editions of the convention: the current one, older ones, the draft."""

from __future__ import annotations

from typing import Any

from siyu.domains.moderation.conf import CATEGORIES, FORMS, INTRO, SHIPPED_EDITION
from siyu.domains.moderation.models import Convention
from siyu.domains.moderation.types import Edition, Rule
from siyu.kernel.errors import NotFound


def current_edition() -> Edition:
    """What holds now: the newest published edition, else the one that ships. One small query."""
    newest = Convention.objects.filter(is_draft=False).order_by("-number").first()
    return _edition_of(newest) if newest else shipped_edition()


def edition(number: int) -> Edition:
    """A published edition; raises NotFound."""
    if number == SHIPPED_EDITION:
        return shipped_edition()
    found = Convention.objects.filter(number=number, is_draft=False).first()
    if found is None:
        raise NotFound(edition=number)
    return _edition_of(found)


def editions() -> list[Edition]:
    """Every edition, the newest first."""
    published = Convention.objects.filter(is_draft=False).order_by("-number")
    return [*(_edition_of(each) for each in published), shipped_edition()]


def shipped_edition() -> Edition:
    """The edition that comes with the program, in the words of whoever reads it."""
    rules = (
        Rule(one.code, str(one.label), one.severity, "", tuple(str(form) for form in FORMS[one.code]))
        for one in CATEGORIES.values()
    )
    return Edition(SHIPPED_EDITION, str(INTRO), tuple(rules))


def draft() -> tuple[Edition, bool]:
    """The draft of the next edition and whether one was begun; without one it looks like the current edition."""
    begun = Convention.objects.filter(is_draft=True).first()
    return (_edition_of(begun), True) if begun else (current_edition(), False)


def _edition_of(kept: Convention) -> Edition:
    rules = tuple(_rule_of(each) for each in kept.rules)
    return Edition(kept.number or 0, kept.intro, rules, kept.note, kept.published_at)


def _rule_of(kept: dict[str, Any]) -> Rule:
    return Rule(kept["code"], kept["label"], kept["severity"], kept["explanation"], tuple(kept["forms"]))
