"""All that a reviewer needs to decide one case: the thing, who reported it, its author's past, the proposal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from siyu.domains.moderation.conf import CATEGORIES
from siyu.domains.moderation.models import Case, Penalty, Report
from siyu.domains.moderation.queries.access import access_case, cases_of
from siyu.domains.moderation.queries.conventions import current_edition
from siyu.domains.moderation.queries.proposals import repeats_of
from siyu.domains.moderation.rules import Step, proposed_step
from siyu.domains.moderation.types import Described, Edition, Reviewer, evidence, targets
from siyu.kernel.errors import NotFound

_SHOWN: Final = 50


@dataclass(frozen=True)
class Told:
    """One report with the pictures that came along."""

    report: Report
    pictures: list[str]


@dataclass(frozen=True)
class CasePage:
    """A case as its reviewers see it; `now` is the thing as it is today, None when it is gone."""

    case: Case
    now: Described | None
    told: list[Told]
    told_of: list[tuple[str, int]]
    penalties: list[Penalty]
    earlier: list[Case]
    repeats: int
    category: str
    aggravated: bool
    step: Step
    edition: Edition


def case_page(reviewer: Reviewer, case_id: int, *, category: str = "", aggravated: bool = False) -> CasePage:
    """One case with its evidence; the proposal is for `category`, else for what most reporters said. NotFound."""
    case = access_case(reviewer, case_id)
    reports = list(Report.objects.filter(case=case).select_related("reporter").order_by("pk")[:_SHOWN])
    pictures = evidence.get().shown([report.pk for report in reports]) if reports else {}
    told_of = Counter(report.category for report in reports).most_common()
    chosen = category if category in CATEGORIES else told_of[0][0] if told_of else "spam"
    edition, repeats = current_edition(), repeats_of(case)
    rule = edition.rule(chosen)
    severity = rule.severity if rule else CATEGORIES[chosen].severity
    return CasePage(
        case=case,
        now=_now(case),
        told=[Told(report, pictures.get(report.pk, [])) for report in reports],
        told_of=told_of,
        penalties=_penalties(reviewer, case),
        earlier=list(
            cases_of(reviewer).filter(kind=case.kind, target=case.target).exclude(pk=case.pk).order_by("-pk")[:5]
        ),
        repeats=repeats,
        category=chosen,
        aggravated=aggravated,
        step=proposed_step(severity, repeats, aggravated=aggravated),
        edition=edition,
    )


def _now(case: Case) -> Described | None:
    if case.kind not in targets:
        return None
    try:
        return targets[case.kind].describe(case.target)
    except NotFound:
        return None


def _penalties(reviewer: Reviewer, case: Case) -> list[Penalty]:
    if case.author_id is None:
        return []
    rows = Penalty.objects.filter(user_id=case.author_id).select_related("account", "by", "case")
    if reviewer.account is not None:
        rows = rows.filter(account=reviewer.account)
    return list(rows.order_by("-pk")[:10])
