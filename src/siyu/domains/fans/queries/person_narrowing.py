"""How a fans list is found fast among millions: which index leads, and which conditions are only checked.

A condition that few persons meet leads: its ids (at most SPARSE) are fetched first and then sorted. Otherwise the
index of the sort order leads and the conditions are checked row by row, which ends soon because many rows pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person, PersonTag, Standing, Tag
from siyu.domains.fans.queries.leading import Among, Plain, checked
from siyu.domains.fans.queries.person_filters import BIRTHDAYS, NO_TIER, PersonFilters, birthdays
from siyu.domains.fans.queries.person_search import search
from siyu.domains.fans.queries.segment_members import segment_members
from siyu.kernel import clock

SPARSE: Final = 2_000
_SORT_COLUMN: Final = {"net_paid": "net_paid_fen", "orders": "orders", "last_order": "last_order_at", "newest": ""}


@dataclass(frozen=True)
class Plan:
    """A narrowed query of Standing (or of Person when nothing asks for figures) and the order it goes in."""

    query: QuerySet[Any]
    counting: QuerySet[Any]
    column: str  # empty: by person id alone
    descending: bool
    person: str = "person_id"
    looks_up: bool = False  # whether channel or tags are looked up row by row


def plan(account: Account, filters: PersonFilters) -> Plan:
    """Decide what leads. Costs one small query for each set condition. Raises BadFilters, SegmentUnreachable."""
    name = filters.sort.removeprefix("-")
    column, descending = _SORT_COLUMN[name], filters.sort.startswith("-")
    columns = _column_conditions(account, filters)
    driven_by_person = not column and not columns
    sets = _set_conditions(account, filters, "pk" if driven_by_person else "person_id")
    looks_up = any(isinstance(child, Exists) for condition in sets for child in condition.children)
    if driven_by_person:
        people = Person.objects.of(account).filter(*sets, merged_into=None)
        return Plan(people, people, "", descending, "pk", looks_up)
    if any(isinstance(child, tuple) for condition in sets for child in condition.children):
        found = checked(Standing, account).filter(*sets, *columns.values())
        return Plan(found, found, column, descending)
    standings = Standing.objects.of(account).filter(*sets)
    plainly = standings.filter(*columns.values())
    if _index_serves(columns, column):
        return Plan(plainly, plainly, column, descending, looks_up=looks_up)
    alone = _few(Standing.objects.of(account).filter(*columns.values()).values_list("person_id", flat=True))
    if alone is not None:
        found = checked(Standing, account).filter(*sets, person_id__in=alone)
        return Plan(found, found, column, descending)
    return Plan(_unled(standings, columns), plainly, column, descending, looks_up=looks_up)


def ids_in_order(
    plan: Plan, after: tuple[Any, int] | None, *, backwards: bool, limit: int
) -> list[tuple[int, int | None]]:
    """The next (person, sort value) pairs behind a place; backwards they come nearest first. Instants in ms."""
    if plan.column != "last_order_at":
        return _walk(plan, plan.query, after, backwards=backwards, limit=limit)
    # Who never bought stands behind the others in either direction: databases disagree about where nulls go.
    halves = [plan.query.exclude(last_order_at=None), plan.query.filter(last_order_at=None)]
    first = int(after is not None and after[0] is None)
    found: list[tuple[int, int | None]] = []
    for half in range(first, -1, -1) if backwards else range(first, 2):
        start = after if half == first else None
        found += _walk(plan, halves[half], start, backwards=backwards, limit=limit - len(found), nulls=half == 1)
        if len(found) >= limit:
            break
    return found


def count(plan: Plan, limit: int) -> int:
    """How many match, counting no further than the limit."""
    number: int = plan.counting.order_by()[:limit].count()
    return number


def _walk(
    plan: Plan,
    query: QuerySet[Any],
    after: tuple[Any, int] | None,
    *,
    backwards: bool,
    limit: int,
    nulls: bool = False,
) -> list[tuple[int, int | None]]:
    column = "" if nulls else plan.column
    down = plan.descending != backwards
    if after is not None:
        value = clock.from_ms(after[0]) if column == "last_order_at" else after[0]
        places = [(column, value)] if column else []
        query = query.filter(_Beyond([*places, (plan.person, after[1])], "<" if down else ">"))
    sign = "-" if down else ""
    order = [f"{sign}{name}" for name in (column, plan.person) if name]
    if not column:
        return [(person, None) for person in query.order_by(*order).values_list(plan.person, flat=True)[:limit]]
    rows = query.order_by(*order).values_list(plan.person, column)[:limit]
    return [(person, clock.to_ms(value) if column == "last_order_at" else value) for person, value in rows]


def _column_conditions(account: Account, filters: PersonFilters) -> dict[str, Q]:
    """Conditions on columns of Standing, by the column's name."""
    found: dict[str, Q] = {}
    if filters.tier:
        found["tier"] = Q(tier="" if filters.tier == NO_TIER else filters.tier)
    if filters.stage:
        found["stage"] = Q(stage=filters.stage)
    for name in ("rfm_r", "rfm_f", "rfm_m"):
        if scores := getattr(filters, name):
            found[name] = Q(**{f"{name}__in": scores})
    zone = account.time_zone
    since = filters.last_order_from and clock.day_start(filters.last_order_from, zone)
    until = filters.last_order_to and clock.day_start(filters.last_order_to + timedelta(days=1), zone)
    for name, least, most, end in (
        ("net_paid_fen", filters.net_paid_min, filters.net_paid_max, "lte"),
        ("orders", filters.orders_min, filters.orders_max, "lte"),
        ("last_order_at", since, until, "lt"),
    ):
        bounds = {f"{name}__gte": least, f"{name}__{end}": most}
        if given := {key: value for key, value in bounds.items() if value is not None}:
            found[name] = Q(**given)
    return found


def _index_serves(columns: dict[str, Q], column: str) -> bool:
    """Whether one index both narrows and sorts."""
    names = columns.keys() - {column}
    return not names or (column == "net_paid_fen" and len(names) == 1 and names <= {"tier", "stage"})


def _set_conditions(account: Account, filters: PersonFilters, person: str) -> list[Q]:
    """Narrow by search, channel and tags: by the ids themselves where few, by looking each row up where many."""
    found: list[Q] = []
    for members, column in _sets(account, filters):
        few = _few(members.order_by(column).values_list(column, flat=True).distinct())
        if few is not None:
            found.append(Q(**{f"{person}__in": few}))
        else:
            found.append(Q(Exists(members.filter(**{column: OuterRef(person)}))))
    if filters.segment:
        inside = segment_members(account, filters.segment)
        listed = Q(**{f"{person}__in": list(inside)}) if len(inside) <= SPARSE else Q(Among(person, inside))
        found.append(listed)
    if filters.search:
        hits = search(account, filters.search)
        named = Q(**{f"{person}__in": hits.ids})
        found.append(named if hits.looked_up is None else Q(Exists(hits.looked_up.filter(pk=OuterRef(person)))))
    return found


def _sets(account: Account, filters: PersonFilters) -> list[tuple[QuerySet[Any], str]]:
    """The tables whose rows must name the person, each with its column of person ids."""
    tags = dict(Tag.objects.of(account).filter(name__in=filters.tags).values_list("name", "pk")) if filters.tags else {}
    found: list[tuple[QuerySet[Any], str]] = [
        (PersonTag.objects.of(account).filter(tag_id=tags.get(name)), "person_id") for name in filters.tags
    ]
    if filters.channel:
        found.append((Identity.objects.of(account).filter(channel=filters.channel), "person_id"))
    zone, people = account.time_zone, Person.objects.of(account)
    if filters.birthday:
        today = clock.local_day(clock.now(), zone)
        found.append((people.filter(birthday_md__in=birthdays(today, BIRTHDAYS[filters.birthday])), "pk"))
    if filters.joined_from:
        found.append((people.filter(created_at__gte=clock.day_start(filters.joined_from, zone)), "pk"))
    return found


def _few(ids: QuerySet[Any, int]) -> list[int] | None:
    """The ids when there are at most SPARSE."""
    found = list(ids[: SPARSE + 1])
    return found if len(found) <= SPARSE else None


def _unled(standings: QuerySet[Any], columns: dict[str, Q]) -> QuerySet[Any]:
    """The same conditions in a form by which SQLite's planner, which keeps no statistics, cannot choose an index."""
    query = standings.alias(**{f"plain_{name}": Plain(F(name)) for name in columns})
    found: QuerySet[Any] = query.filter(
        *(Q(*((f"plain_{key}", value) for key, value in _pairs(q))) for q in columns.values())
    )
    return found


def _pairs(condition: Q) -> Iterable[tuple[str, Any]]:
    return (child for child in condition.children if isinstance(child, tuple))


class _Beyond(Func):
    """A row-value comparison of keyset paging, `(a, b) < (?, ?)`: one seek in the index on both databases."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, places: list[tuple[str, Any]], sign: str) -> None:
        self.sign, self.width = sign, len(places)
        super().__init__(*(F(name) for name, _ in places), *(Value(value) for _, value in places))

    def __repr__(self) -> str:
        return f"_Beyond({self.sign}, {self.width})"

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        """Compile both rows."""
        parts: list[str] = []
        params: list[Any] = []
        for expression in self.source_expressions:
            sql, given = compiler.compile(expression)
            parts.append(sql)
            params.extend(given)
        left, right = ", ".join(parts[: self.width]), ", ".join(parts[self.width :])
        return f"({left}) {self.sign} ({right})", tuple(params)
