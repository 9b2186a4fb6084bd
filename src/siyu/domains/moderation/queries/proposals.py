"""What the convention proposes for a case."""

from __future__ import annotations

from siyu.domains.moderation.models import Case, Penalty
from siyu.domains.moderation.queries.conventions import current_edition
from siyu.domains.moderation.rules import REPEAT_WINDOW, Step, proposed_step
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def repeats_of(case: Case) -> int:
    """How many penalties the author got within the last 90 days where this case's reviewers can see them."""
    if case.author_id is None:
        return 0
    recent = Penalty.objects.filter(user_id=case.author_id, since__gte=clock.now() - REPEAT_WINDOW, lifted_at=None)
    return recent.filter(account=case.account).count()


def proposal(case: Case, category: str, *, aggravated: bool = False) -> Step:
    """The step that severity (of the edition that holds), repeats and aggravation come to. Raises Invalid."""
    rule = current_edition().rule(category)
    if rule is None:
        raise Invalid(field="category")
    return proposed_step(rule.severity, repeats_of(case), aggravated=aggravated)
