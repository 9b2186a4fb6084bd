"""The commands `siyu metric`, `cohort`, `predict` and `lift`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from siyu.domains.accounts.queries.access import account_by_slug
from siyu.domains.insights.actions.measure_lift import measure_lift
from siyu.domains.insights.actions.predict_account import predict_account
from siyu.domains.insights.queries import cohorts, metrics
from siyu.domains.insights.types import MetricResult, PredictionReport, Window

_DAY = click.DateTime(["%Y-%m-%d"])
_account = click.option("--account", "slug", required=True, help="Short name of the pro account.")
_json = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")


def _say(document: dict[str, Any] | list[dict[str, Any]], lines: list[str], *, as_json: bool) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, default=str) if as_json else "\n".join(lines))


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


@click.group("metric")
def metric_command() -> None:
    """The catalogue of metrics, and what they are for an account."""


@metric_command.command("list")
@_json
def metric_list(as_json: bool) -> None:
    """Every metric with its words."""
    found = metrics.catalogue()
    document = [
        {
            "name": metric.name,
            "zh": metric.zh,
            "en": metric.en,
            "definition": metric.definition_zh,
            "definition_en": metric.definition_en,
            "formula": metric.formula,
            "unit": metric.unit,
            "group": metric.group,
            "dimensions": list(metric.dimensions),
        }
        for metric in found
    ]
    lines = [f"{metric.name:34} {metric.unit:10} {metric.title} — {metric.definition}" for metric in found]
    _say(document, lines, as_json=as_json)


@metric_command.command("show")
@click.argument("name")
@_account
@click.option("--from", "start", type=_DAY, help="First local day; without it, from the first fact.")
@click.option("--to", "end", type=_DAY, help="Last local day, included; without it, today.")
@click.option("--by", help="Cut by day, week, month, weekday, hour, channel, tier or city.")
@_json
def metric_show(
    name: str, slug: str, start: datetime | None, end: datetime | None, by: str | None, as_json: bool
) -> None:
    """One metric over a window of local days."""
    result = metrics.show(account_by_slug(slug), name, Window(_day(start), _day(end)), by)
    head = f"{result.metric.title} ({result.unit}) {result.window.start} – {result.window.end} {result.time_zone}"
    lines = [head, *(f"{row.key}\t{row.value}" for row in result.rows)] if by else [f"{head}: {result.value}"]
    _say(_metric_document(result), lines, as_json=as_json)


def _metric_document(result: MetricResult) -> dict[str, Any]:
    answer: dict[str, Any] = {"name": result.metric.name}
    if result.by:
        answer |= {"by": result.by, "rows": [asdict(row) for row in result.rows]}
    else:
        answer["value"] = result.value
    window = {"from": result.window.start, "to": result.window.end, "time_zone": result.time_zone}
    return {**answer, "unit": result.unit, "window": window, "computed_at": result.computed_at.isoformat()}


@click.command("cohort")
@_account
@click.option("--by", type=click.Choice(["week", "month"]), default="month", show_default=True)
@_json
def cohort_command(slug: str, by: str, as_json: bool) -> None:
    """Repurchase cohorts: of those who first bought in a period, how many came back in each later one."""
    table = cohorts.cohorts(account_by_slug(slug), "week" if by == "week" else "month")
    document = {
        "by": table.by,
        "time_zone": table.time_zone,
        "cohorts": [
            {"start": cohort.start.isoformat(), "size": cohort.size, "retained": cohort.retained}
            for cohort in table.cohorts
        ],
    }
    lines = [f"{cohort.start}  {cohort.size:6}  {' '.join(map(str, cohort.retained[1:]))}" for cohort in table.cohorts]
    _say(document, lines, as_json=as_json)


@click.command("predict")
@_account
@click.option("--calibration-end", "end", type=_DAY, help="Fit up to this local day and test against what came after.")
@click.option("--unit", type=click.Choice(["day", "week"]), default="day", show_default=True)
@click.option("--horizon", type=click.IntRange(min=1), default=90, show_default=True, help="Days to look ahead.")
@_json
def predict_command(slug: str, end: datetime | None, unit: str, horizon: int, as_json: bool) -> None:
    """Fit BG/NBD and Gamma-Gamma to the paid orders; without --calibration-end also store each person's prediction."""
    report = predict_account(
        account_by_slug(slug),
        calibration_end=_day(end),
        unit="week" if unit == "week" else "day",
        horizon_days=horizon,
    )
    _say(_prediction_document(report), _prediction_lines(report), as_json=as_json)


def _prediction_document(report: PredictionReport) -> dict[str, Any]:
    return {
        "bgnbd": report.bgnbd,
        "gamma_gamma": report.gamma_gamma or None,
        "customers": report.customers,
        "expected_orders": {"horizon": report.horizon_days, "value": report.expected_orders},
        "unit": report.unit,
        "observed_until": report.observed_until,
        "calibration_end": report.calibration_end,
        "calibration": [asdict(row) for row in report.calibration],
    }


def _prediction_lines(report: PredictionReport) -> list[str]:
    named = {**report.bgnbd, **report.gamma_gamma}
    return [
        f"{report.customers} buyers, observed until {report.observed_until}",
        "  ".join(f"{name} {value:.4g}" for name, value in named.items()),
        f"expected purchases in the next {report.horizon_days} days: {report.expected_orders:.1f}",
        *(
            f"  {row.repeats:>3} repeats: {row.persons:6} persons, foretold {row.predicted:.3f}, came {row.actual:.3f}"
            for row in report.calibration
        ),
    ]


@click.command("lift")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--arm", required=True, help="Column that names the arm of a row.")
@click.option("--control", required=True, help="The arm to compare with.")
@click.option("--outcome", "outcomes", multiple=True, required=True, help="Column of numbers; may be given again.")
@click.option("--expect", multiple=True, metavar="ARM=SHARE", help="Planned share of an arm; equal shares without it.")
@_json
def lift_command(
    file: Path, arm: str, control: str, outcomes: tuple[str, ...], expect: tuple[str, ...], as_json: bool
) -> int:
    """What an experiment moved: difference in means, Welch standard error, 95 % interval, sample-ratio mismatch.

    Answers 1 when rows had to be left out, so that a script notices.
    """
    shares = {name: _share(text) for name, _, text in (one.rpartition("=") for one in expect)} or None
    document = measure_lift(file, arm=arm, control=control, outcomes=outcomes, expect=shares)
    lines = [
        f"{row['arm']} {row['outcome']}: {row['difference']:+.6g} ± {row['standard_error']:.4g} "
        f"(95 %: {row['ci95'][0]:.6g} … {row['ci95'][1]:.6g}, z {row['z']:.3g})"
        for row in document["lift"]
    ]
    lines.append(f"sample ratio mismatch p = {document['sample_ratio_mismatch']:.4g}")
    if document["rejected_rows"]:
        lines.append(f"{document['rejected_rows']} rows left out, the first: {document['rejected'][0]}")
    _say(document, lines, as_json=as_json)
    return 1 if document["rejected_rows"] else 0


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError as wrong:
        raise click.BadParameter("write --expect ARM=SHARE, such as --expect b=0.5") from wrong
    if not 0 < share < float("inf"):
        raise click.BadParameter("a planned share is above zero")
    return share
