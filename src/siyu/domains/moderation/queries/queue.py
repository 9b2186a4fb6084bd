"""The review queue: one list for everything reported or held, with filters, counts and pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from siyu.domains.moderation.models import Case, Report
from siyu.domains.moderation.queries.access import cases_of
from siyu.domains.moderation.types import Reviewer, targets
from siyu.kernel import clock
from siyu.kernel.clock import from_ms, to_ms
from siyu.kernel.errors import Invalid
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

PAGE: Final = 25
SOON: Final = timedelta(hours=4)
STATES: Final = ("open", "held", "decided")
AGES: Final = ("late", "soon", "fresh")


@dataclass(frozen=True)
class Asked:
    """What is asked of the queue; empty means everything. `state`: open (reported), held (by words), decided."""

    state: str = "open"
    words: str = ""
    kind: str = ""
    category: str = ""
    age: str = ""


def list_cases(reviewer: Reviewer, asked: Asked, cursor: str = "") -> Page[Case]:
    """A page of cases: open ones by what is due first, decided ones by what was decided last. One query."""
    rows = _asked(cases_of(reviewer), asked).select_related("author", "account", "decided_by", "penalty")
    column, back = ("decided_at", True) if asked.state == "decided" else ("due_at", False)
    if cursor:
        rows = rows.filter(_beyond(column, cursor, back=back))
    sign = "-" if back else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: PAGE + 1])
    if len(found) <= PAGE:
        return Page(found)
    last = found[PAGE - 1]
    return Page(found[:PAGE], next_cursor=encode_cursor(_precise(getattr(last, column)), last.pk))


def _precise(at: Any) -> list[int]:
    return [to_ms(at), at.microsecond % 1000]


def _beyond(column: str, cursor: str, *, back: bool) -> Q:
    try:
        (ms, rest), pk = decode_cursor(cursor, 2)
        at, pk = from_ms(int(ms)) + timedelta(microseconds=int(rest)), int(pk)
    except (TypeError, ValueError, OverflowError) as broken:
        raise Invalid(field="cursor") from broken
    side = "lt" if back else "gt"
    return Q(**{f"{column}__{side}": at}) | Q(**{column: at, f"pk__{side}": pk})


def _asked(rows: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    rows = rows.filter(_state(asked.state))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.category:
        told = Report.objects.filter(case=OuterRef("pk"), category=asked.category)
        rows = rows.filter(Q(category=asked.category) | Exists(told))
    if asked.words:
        words = asked.words
        rows = rows.filter(Q(title__icontains=words) | Q(excerpt__icontains=words) | Q(author__name__icontains=words))
    return rows.filter(_age(asked.age)) if asked.state != "decided" else rows


def _state(state: str) -> Q:
    if state == "decided":
        return Q(state=Case.State.DECIDED)
    return Q(state=Case.State.OPEN, source=Case.Source.WORDS if state == "held" else Case.Source.REPORTS)


def _age(age: str) -> Q:
    now = clock.now()
    match age:
        case "late":
            return Q(due_at__lte=now)
        case "soon":
            return Q(due_at__gt=now, due_at__lte=now + SOON)
        case "fresh":
            return Q(due_at__gt=now + SOON)
    return Q()


def count_cases(reviewer: Reviewer) -> dict[str, int]:
    """How many wait (reported, held), how many of them are late."""
    rows = cases_of(reviewer).filter(state=Case.State.OPEN).order_by().values_list("source")
    found: Counter[str] = Counter()
    for source, n, late in rows.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lte=clock.now()))):
        found["held" if source == Case.Source.WORDS else "open"] += n
        found["late"] += late
    return {name: found[name] for name in ("open", "held", "late")}


def kinds() -> list[tuple[str, str]]:
    """Every kind of thing that can be reported, with what it is called."""
    return sorted(((name, str(target.label)) for name, target in targets), key=lambda pair: pair[1])


def next_case(reviewer: Reviewer, after: Case) -> Case | None:
    """The case to look at after this one: whatever of the same list is due next."""
    same = cases_of(reviewer).filter(state=Case.State.OPEN, source=after.source).exclude(pk=after.pk)
    return same.order_by("due_at", "pk").first()
