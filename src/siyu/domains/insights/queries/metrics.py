"""Compute metrics of an account: any number of them in one round trip to the engine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.fans.queries.standing_sql import naive, standing_sql
from siyu.domains.insights.metrics.catalogue import METRICS
from siyu.domains.insights.metrics.compile import Compiled, compile_leaves, empty_value, read_answer
from siyu.domains.insights.metrics.tree import Aggregate, evaluate, leaves
from siyu.domains.insights.metrics.tree import Number as Exact
from siyu.domains.insights.queries.windows import LONG_AGO, Span, periods_between, span_of
from siyu.domains.insights.types import Metric, MetricResult, MetricRow, Number, Window
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import eventstore

_PARAMETER: Final = re.compile(r"\$(\w+)")
_TIME: Final = ("day", "week", "month")


def catalogue() -> list[Metric]:
    """Every metric, in the order of its group."""
    return list(METRICS.values())


def show(
    account: Account, name: str, window: Window, by: str | None = None, *, now: datetime | None = None
) -> MetricResult:
    """One metric; raises NotFound for an unknown name and Invalid for a dimension it cannot be cut by."""
    return show_many(account, [name], window, by, now=now)[0]


def show_many(
    account: Account, names: Sequence[str], window: Window, by: str | None = None, *, now: datetime | None = None
) -> list[MetricResult]:
    """Several metrics over one window, in the order asked, in one query.

    Money comes as whole fen (halves round up), ratios as 0-1. Buckets of time are complete from the first day with
    facts to the end of the window; other buckets are those that occur, the largest key last. Raises as `show` does.
    """
    metrics = [_find(name, by) for name in names]
    now = now or clock.now()
    span = span_of(window, account.time_zone, now)
    answer, first = _ask(account, metrics, span, by)
    seen = span.beginning_with(first)
    keys = periods_between(seen.first_day, seen.last_day, by) if by in _TIME else sorted(answer)
    results = []
    for metric in metrics:
        values = {key: _value(metric, answer.get(key, {}), seen.days) for key in (keys if by else [""])}
        results.append(
            MetricResult(
                metric=metric,
                window=seen.window,
                time_zone=account.time_zone,
                computed_at=now,
                value=None if by else values[""],
                by=by,
                rows=[MetricRow(key, value) for key, value in values.items()] if by else [],
            )
        )
    return results


def _find(name: str, by: str | None) -> Metric:
    metric = METRICS.get(name)
    if metric is None:
        raise NotFound(_("There is no metric “%(name)s”; siyu metric list shows all.") % {"name": name}, name=name)
    if by is not None and by not in metric.dimensions:
        raise Invalid(
            _("“%(name)s” cannot be cut by “%(by)s”, only by: %(all)s.")
            % {"name": metric.title, "by": by, "all": ", ".join(metric.dimensions)},
            field="by",
            dimensions=list(metric.dimensions),
        )
    return metric


def _ask(
    account: Account, metrics: Sequence[Metric], span: Span, by: str | None
) -> tuple[dict[str, dict[Aggregate, Exact]], date | None]:
    """The leaves per bucket, and the local day of the account's first fact where the window has no start."""
    wanted = [leaf for metric in metrics for leaf in leaves(metric.tree)]
    as_of = min(span.end, span.now) - timedelta(milliseconds=1)
    standing = standing_sql(account, as_of, {"tier", "city"})
    compiled = compile_leaves(wanted, by, standing.ctes, find_first=span.start is None)
    params = {
        **(standing.params if compiled.uses_standing else {}),
        **compiled.params,
        "account": account.pk,
        "zone": account.time_zone,
        "start": naive(span.start) if span.start else LONG_AGO,
        "end": naive(span.end),
        "until": naive(min(span.end, span.now)),
        "last_7": naive(span.last(7)),
        "last_30": naive(span.last(30)),
        "now": naive(span.now),
    }
    rows = eventstore.connect().query(compiled.sql, _named(compiled, params)).to_pylist()
    first = next((row["bucket"] for row in rows if row["scan"] == -1), None)
    buckets = read_answer((row for row in rows if row["scan"] >= 0), compiled)
    return buckets, date.fromisoformat(first) if first else None


def _named(compiled: Compiled, params: Mapping[str, Any]) -> dict[str, Any]:
    named = set(_PARAMETER.findall(compiled.sql))
    return {name: value for name, value in params.items() if name in named}


def _value(metric: Metric, leaf: Mapping[Aggregate, Exact], days: int) -> Number:
    value = evaluate(metric.tree, lambda part: leaf.get(part, empty_value(part)), days)
    if value is None:
        return None
    if metric.unit == "fen":
        return int(Fraction(value) * 2 + 1) // 2 if value >= 0 else -(int(Fraction(-value) * 2 + 1) // 2)
    return float(value) if isinstance(value, Fraction) else value
