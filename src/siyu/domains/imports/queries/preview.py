"""A look at the beginning of a received file: what it is, and its first orders as they would be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.errors import BadMapping
from siyu.domains.imports.models import ImportJob, Mapping
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.reading.derive import with_order_numbers
from siyu.domains.imports.reading.layouts import detect_layout, headers_key, layout_by_name, layout_from_mapping
from siyu.domains.imports.reading.orders import orders_of
from siyu.domains.imports.reading.plans import plan_of
from siyu.domains.imports.reading.propose import as_mapping, propose
from siyu.domains.imports.reading.rows import batches
from siyu.domains.imports.reading.table import look
from siyu.domains.imports.reading.typed import Findings, typed
from siyu.domains.imports.types import Layout, Proposal, Table, Warned
from siyu.kernel.text import fold

SAMPLED: Final = 1000
SHOWN: Final = 20
_SENSITIVE: Final = (
    "身份证",
    "idnumber",
    "idname",
    "手机",
    "电话",
    "phone",
    "支付宝账号",
    "详细地址",
    "收货地址",
    "收件人地址",
)


@dataclass(frozen=True)
class Preview:
    """A look at the file: its table, the layout that fits or is proposed, first rows, and the likely outcome.

    `preset` is the detected preset's name or ""; then `mapping` is a saved or proposed MAPPING.json to be edited and
    `proposals` say how sure each field is. `rows` are the first rows as text, by `headers`; sensitive columns are
    blanked. `taken` are the first orders as they would be kept; `rejected` and `warnings` are those of the
    `sampled_rows`. What the whole file would do says `queries.trial`.
    """

    table: Table
    headers: list[str]
    preset: str
    preset_label: str
    mapping: dict[str, Any]
    proposals: list[Proposal]
    rows: list[list[str]]
    taken: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    sampled_rows: int = 0


def preview(desk: Desk, job_id: int, *, preset: str = "auto", mapping: dict[str, Any] | None = None) -> Preview:
    """Look at the first 1,000 rows of a job in PREVIEW with the given preset or mapping; writes nothing.

    Raises NoSuchJob, BadMapping, UnknownLayout. A file that nothing fits has `preset == ""` and a proposed `mapping`.
    """
    job = access_job(desk, job_id)
    given = layout_from_mapping(mapping) if mapping else layout_by_name(preset) if preset != "auto" else None
    table = look(Path(job.file), given)
    sample = _sample(table)
    rows = _shown(table, sample)
    layout = given or detect_layout(table.headers)
    proposals: list[Proposal] = []
    if layout is None:
        mapping, proposals = _proposed(desk, table, sample)
    label = layout.label_zh if layout and not layout.saved else ""
    seen = Preview(
        table=table,
        headers=list(table.headers),
        preset=layout.name if layout and not layout.saved else "",
        preset_label=label,
        mapping=mapping or {},
        proposals=proposals,
        rows=rows,
        sampled_rows=sample.height,
    )
    if layout is None:
        layout = _usable(mapping)
    return _with_taken(desk, job, seen, layout, sample) if layout else seen


def _sample(table: Table) -> pl.DataFrame:
    """The first rows with all columns."""
    parts, height = [], 0
    reading = batches(table, list(range(len(table.headers))), Findings())
    for batch, _ in reading:
        parts.append(batch)
        height += batch.height
        if height > SAMPLED:
            reading.close()  # type: ignore[attr-defined]
            break
    rows = pl.concat(parts) if parts else pl.DataFrame(schema={"row": pl.Int64})
    return rows.head(SAMPLED)


def _shown(table: Table, sample: pl.DataFrame) -> list[list[str]]:
    hidden = [any(word in fold(header) for word in _SENSITIVE) for header in table.headers]
    rows = sample.head(SHOWN).select(name for name in sample.columns if name != "row").rows()
    return [["•••" if secret and cell else cell for cell, secret in zip(row, hidden, strict=True)] for row in rows]


def _proposed(desk: Desk, table: Table, sample: pl.DataFrame) -> tuple[dict[str, Any], list[Proposal]]:
    """A mapping saved for such headers, else one made up from names and cells."""
    saved = (
        Mapping.objects.of(desk.account).filter(headers_key=headers_key(table.headers)).order_by("-saved_at").first()
    )
    if saved is not None:
        return dict(saved.spec), []
    cells = sample.head(200).select(name for name in sample.columns if name != "row").rows()
    proposals = propose(table.headers, cells)
    return as_mapping(proposals, "mapping"), proposals


def _usable(mapping: dict[str, Any] | None) -> Layout | None:
    """The proposed mapping as a layout, once it says enough to be tried."""
    try:
        return layout_from_mapping(mapping or {})
    except BadMapping:
        return None


def _with_taken(desk: Desk, job: ImportJob, seen: Preview, layout: Layout, sample: pl.DataFrame) -> Preview:
    """The first orders of the sampled rows, and what was noticed in these. A line file is not read here."""
    plan, found = plan_of(seen.table, layout, desk.account.time_zone), Findings()
    rows = typed(sample, plan, found)
    if "order_id" not in layout.columns:
        rows = with_order_numbers(rows)
    rows = rows.with_columns(okey=pl.struct("channel", "order_no").hash(), head=pl.col("row"))
    orders, _lines = orders_of(rows, rows.head(0) if job.lines_file else None, layout)
    columns = [
        "order_no",
        "channel",
        "state",
        "ordered_at",
        "buyer",
        "city",
        "total_fen",
        "paid_fen",
        "refunded_fen",
        "items",
    ]
    return Preview(
        **{
            **seen.__dict__,
            "taken": orders.head(SHOWN).select(columns).to_dicts(),
            "rejected": [{"row": row, "field": name, "reason": reason} for row, name, reason in found.rejected[:200]],
            "warnings": [
                Warned(kind, count, found.examples.get(kind, ""))
                for kind, count in found.noticed.items()
                if kind != "rows"
            ],
        }
    )
