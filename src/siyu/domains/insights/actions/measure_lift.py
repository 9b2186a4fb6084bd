"""Measure what an experiment moved: arms of a file against its control."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
from polars.exceptions import PolarsError

from siyu.domains.insights import rules
from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.rules import Arm
from siyu.kernel.errors import Invalid

NAMED_AT_MOST: Final = 100
_ROW: Final = "\x00row"


def measure_lift(
    file: Path, *, arm: str, control: str, outcomes: Sequence[str], expect: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """The document of `siyu lift`: differences in means against the control, and whether the split was as planned.

    The file is read as a stream. A row without an arm or with an outcome that is no finite number is left out of all
    figures and named under `rejected` (the first hundred; `rejected_rows` counts all). Raises Invalid for a file,
    column or arm that is not there, NotEnoughData for an arm of fewer than two rows.
    """
    names = list(dict.fromkeys(outcomes))
    table = _scan(file, [arm, *names])
    figures, rejected, counts = _read(table, arm, names)
    _check_arms(figures, control, expect)
    cells = {name: {row[arm]: _cell(row, name) for row in figures} for name in names}
    return {
        "arms": {
            row[arm]: {"rows": row["rows"], "mean": {name: row[f"{name}\x00mean"] for name in names}} for row in figures
        },
        "lift": [
            {"arm": other, "outcome": name, **rules.welch(cells[name][other], cells[name][control])}
            for name in names
            for other in sorted(cells[name])
            if other != control
        ],
        "sample_ratio_mismatch": rules.sample_ratio_mismatch({row[arm]: row["rows"] for row in figures}, expect),
        "control": control,
        "rejected_rows": counts,
        "rejected": rejected,
    }


def _scan(file: Path, wanted: Sequence[str]) -> pl.LazyFrame:
    try:
        table = pl.scan_csv(file, infer_schema=False, row_index_name=_ROW, row_index_offset=2)
        columns = table.collect_schema().names()
    except (PolarsError, OSError) as broken:
        raise Invalid(f"{file.name} cannot be read as a CSV file: {_first_line(broken)}", field="file") from broken
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise Invalid(f"{file.name} has no column {missing[0]!r}; it has: {', '.join(columns[1:])}.", field=missing[0])
    return table


def _read(
    table: pl.LazyFrame, arm: str, names: Sequence[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Rows, mean and variance per arm; the first bad rows; how many there are. Streamed, chunk by chunk."""
    number = {name: pl.col(name).str.strip_chars().cast(pl.Float64, strict=False) for name in names}
    good = pl.col(arm).fill_null("").str.strip_chars() != ""
    for value in number.values():
        good = good & value.is_finite().fill_null(value=False)
    figures = table.filter(good).group_by(pl.col(arm).str.strip_chars()).agg(
        pl.len().alias("rows"),
        *(value.mean().alias(f"{name}\x00mean") for name, value in number.items()),
        *(value.var().alias(f"{name}\x00variance") for name, value in number.items()),
    )  # fmt: skip
    bad = table.filter(~good)
    try:
        done, first, count = pl.collect_all(
            [figures.sort(arm), bad.head(NAMED_AT_MOST), bad.select(pl.len())], engine="streaming"
        )
    except PolarsError as broken:
        raise Invalid(f"The file is broken: {_first_line(broken)}", field="file") from broken
    rejected = [_reason(row, arm, names) for row in sorted(first.to_dicts(), key=lambda row: row[_ROW])]
    return done.to_dicts(), rejected, int(count.item())


def _reason(row: Mapping[str, Any], arm: str, names: Sequence[str]) -> dict[str, Any]:
    if not (row[arm] or "").strip():
        return {"row": row[_ROW], "field": arm, "reason": "no arm"}
    name = next(name for name in names if not _is_number(row[name]))
    said = (row[name] or "").strip()
    return {"row": row[_ROW], "field": name, "reason": f"not a number: {said[:40]}" if said else "empty"}


def _is_number(text: str | None) -> bool:
    value = pl.Series([(text or "").strip()]).cast(pl.Float64, strict=False)[0]
    return value is not None and abs(value) < float("inf")


def _check_arms(figures: Sequence[Mapping[str, Any]], control: str, expect: Mapping[str, float] | None) -> None:
    sizes = {next(iter(row.values())): row["rows"] for row in figures}
    if control not in sizes:
        found = ", ".join(map(repr, sizes)) or "none"
        raise Invalid(f"There is no arm {control!r}; the arms are: {found}.", field="control")
    if len(sizes) < 2:
        raise Invalid("There is only one arm; a lift compares two.", field="arm")
    small = [name for name, rows in sizes.items() if rows < 2]
    if small:
        raise NotEnoughData.of("rows", sizes[small[0]], 2)
    if expect is not None and set(expect) != set(sizes):
        raise Invalid(f"Planned shares must name every arm once: {', '.join(sizes)}.", field="expect")


def _cell(row: Mapping[str, Any], name: str) -> Arm:
    return Arm(row["rows"], row[f"{name}\x00mean"], row[f"{name}\x00variance"])


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
