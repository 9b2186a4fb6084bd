"""Edit the draft of the convention, and publish it as the next edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from siyu.domains.moderation.conf import CATEGORIES, SHIPPED_EDITION
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.models import Convention
from siyu.domains.moderation.rules import SEVERITIES
from siyu.domains.moderation.types import Reviewer, Rule
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit

LABEL, EXPLANATION, FORM, FORMS_MOST = 30, 500, 80, 30


def save_draft(reviewer: Reviewer, intro: str, rules: Sequence[Rule], note: str = "") -> Convention:
    """Keep the draft; nothing holds by it yet. Raises NotFound for all but platform staff, and Invalid."""
    _check_platform(reviewer)
    _check(rules)
    words = {"intro": intro.strip()[:2_000], "note": note.strip()[:200], "rules": [asdict(rule) for rule in rules]}
    with transaction.atomic():
        draft, _made = Convention.objects.update_or_create(
            is_draft=True, defaults={**words, "changed_by": reviewer.user, "changed_at": clock.now()}
        )
        _record(reviewer, "convention.drafted", draft)
    return draft


def publish_draft(reviewer: Reviewer) -> int:
    """Let the draft hold from now on; answers its number. Raises NotFound, AlreadyDecided for whoever comes second."""
    _check_platform(reviewer)
    with transaction.atomic():
        last = Convention.objects.aggregate(last=Max("number"))["last"] or SHIPPED_EDITION
        now = clock.now()
        drafts = Convention.objects.filter(is_draft=True)
        if not drafts.update(is_draft=False, number=last + 1, published_at=now, changed_by=reviewer.user):
            raise AlreadyDecided(_("There is no draft to publish, or a colleague published it already."))
        _record(reviewer, "convention.published", Convention.objects.get(number=last + 1))
    return int(last) + 1


def drop_draft(reviewer: Reviewer) -> int:
    """Throw the draft away; what holds stays. Answers how many there were. Raises NotFound."""
    _check_platform(reviewer)
    with transaction.atomic():
        for draft in Convention.objects.filter(is_draft=True):
            _record(reviewer, "convention.dropped", draft)
        return Convention.objects.filter(is_draft=True).delete()[0]


def _check_platform(reviewer: Reviewer) -> None:
    if reviewer.account is not None or not reviewer.user.is_staff:
        raise NotFound


def _check(rules: Sequence[Rule]) -> None:
    """The nine categories stay nine: penalties and figures name them; their words are free."""
    if [rule.code for rule in rules] != list(CATEGORIES):
        raise Invalid(_("The convention has nine categories; each needs its words."), field="rules")
    for rule in rules:
        if not rule.label.strip() or len(rule.label) > LABEL:
            raise Invalid(_("A name has 1 to 30 letters."), field=f"label_{rule.code}")
        if rule.severity not in SEVERITIES:
            raise Invalid(_("The severity is 1 to 4."), field=f"severity_{rule.code}")
        if not rule.forms or len(rule.forms) > FORMS_MOST or any(len(form) > FORM for form in rule.forms):
            raise Invalid(
                _("Name 1 to 30 forms, one on each line, each with at most 80 letters."), field=f"forms_{rule.code}"
            )
        if len(rule.explanation) > EXPLANATION:
            raise Invalid(_("The explanation has at most 500 letters."), field=f"explanation_{rule.code}")


def _record(reviewer: Reviewer, act: str, convention: Convention) -> None:
    audit.record(
        account_id=None, actor_id=reviewer.user.pk, act=act, target=f"convention:{convention.number or 'draft'}",
        note=convention.note, rules=convention.rules,
    )  # fmt: skip
