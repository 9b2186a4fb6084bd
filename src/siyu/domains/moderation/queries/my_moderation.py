"""What a member may know: what became of their reports, and what was decided against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.moderation.models import Case, Penalty, Report
from siyu.domains.moderation.queries.conventions import edition
from siyu.domains.moderation.queries.rule_words import length_words, rule_words
from siyu.domains.moderation.types import targets
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound

_SHOWN: Final = 100


@dataclass(frozen=True)
class MyReport:
    """A report and what came of it: waits, hidden, nothing. Not the thing itself: its reporter may not see it now."""

    kind: str
    category: str
    note: str
    at: datetime
    result: str


@dataclass(frozen=True)
class Against:
    """A decision against somebody: what, why, by which rule of which edition, for how long, whether it still holds."""

    kind: str
    excerpt: str
    account: Account | None
    rule: str
    rule_code: str
    edition: int | None
    reason: str
    length: str
    at: datetime
    until: datetime | None
    state: str


def my_reports(user: User) -> list[MyReport]:
    """The user's newest reports."""
    rows = Report.objects.filter(reporter=user).select_related("case").order_by("-pk")[:_SHOWN]
    return [
        MyReport(_kind(row.case.kind), rule_words(row.category), row.note, row.at, _result(row.case)) for row in rows
    ]


def _result(case: Case) -> str:
    if case.state == Case.State.OPEN:
        return "waits"
    return "nothing" if case.outcome == "dismiss" else "hidden"


def held_against(user: User) -> list[Against]:
    """Every decision that holds or held against the user, the newest first; what was taken back is not among them."""
    decided = (
        Case.objects.filter(author=user, state=Case.State.DECIDED)
        .exclude(outcome="dismiss")
        .select_related("account", "penalty")
        .order_by("-decided_at")[:_SHOWN]
    )
    found = [_of_case(case) for case in decided]
    alone = Penalty.objects.filter(user=user).filter(Q(case=None), lifted_at=None).select_related("account")
    found += [_of_penalty(penalty) for penalty in alone.order_by("-pk")[:_SHOWN]]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _of_case(case: Case) -> Against:
    penalty = case.penalty
    return Against(
        kind=_kind(case.kind), excerpt=case.excerpt[:200] or case.title, account=case.account,
        rule=rule_words(case.category, case.edition), rule_code=case.category, edition=_public(case.edition),
        reason=case.reason, length=length_words(penalty), at=case.decided_at or case.opened_at,
        until=penalty.until if penalty else None, state=_state(penalty),
    )  # fmt: skip


def _of_penalty(penalty: Penalty) -> Against:
    return Against(
        kind="", excerpt="", account=penalty.account, rule=rule_words(penalty.rule) if penalty.rule else "",
        rule_code=penalty.rule, edition=None, reason=penalty.reason, length=length_words(penalty), at=penalty.since,
        until=penalty.until, state=_state(penalty),
    )  # fmt: skip


def _state(penalty: Penalty | None) -> str:
    """hidden (nobody silenced), lifted, over, holds."""
    if penalty is None:
        return "hidden"
    if penalty.lifted_at is not None:
        return "lifted"
    return "over" if penalty.until is not None and penalty.until <= clock.now() else "holds"


def _kind(name: str) -> str:
    return str(targets[name].label) if name in targets else name


def _public(number: int | None) -> int | None:
    try:
        return edition(number).number if number else None
    except NotFound:
        return None
