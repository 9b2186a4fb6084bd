"""The mapping editor's form: MAPPING.json to rows of fields, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise

from siyu.domains.imports.desk.words import FIELD_HINTS, FIELDS, STATUS_WORDS
from siyu.domains.imports.types import Proposal

NEEDED: Final = {"order_id"}
SHOWN_FIRST: Final = {"order_id", "person", "ordered_at", "paid_at", "status", "paid", "total", "channel"}
WITH_CONSTANT: Final = {"channel", "city"}
COMPUTED: Final = "quantity*unit_price"


@dataclass(frozen=True)
class FieldRow:
    """One field of the editor: the column chosen for it, how sure the proposal is, a constant in its place."""

    name: str
    label: str | Promise
    hint: str | Promise
    header: str
    constant: str
    takes_constant: bool
    needed: bool
    sure: str
    sure_header: str
    error: str = ""


@dataclass(frozen=True)
class Editor:
    """Everything the editor shows."""

    fields: list[FieldRow]
    more_fields: list[FieldRow]
    statuses: dict[str, str]
    amount: str
    refund: str
    refund_column: str
    refund_prefix: str
    spec: Mapping[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    status_words: Mapping[str, str | Promise] = field(default_factory=lambda: STATUS_WORDS)


def _first(row: FieldRow) -> bool:
    return bool(row.header or row.constant or row.error or row.name in SHOWN_FIRST)


def editor(
    spec: Mapping[str, Any],
    proposals: Iterable[Proposal],
    words: Mapping[str, Sequence[str]],
    errors: Mapping[str, str] | None = None,
) -> Editor:
    """The editor filled from a mapping; `words` are the values of columns that have few, `errors` are by field."""
    errors = dict(errors or {})
    sure = {one.field: one for one in proposals}
    columns, constants = spec.get("columns") or {}, spec.get("constants") or {}
    known = dict(spec.get("statuses") or {})
    refund = spec.get("refund_when") or {}
    rows = [_row(name, columns, constants, sure.get(name), errors.get(name, "")) for name in FIELDS]
    seen = dict.fromkeys([*words.get(str(columns.get("status", "")), ()), *known])
    return Editor(
        fields=[row for row in rows if _first(row)],
        more_fields=[row for row in rows if not _first(row)],
        statuses={value: str(known.get(value, "")) for value in seen},
        amount="computed" if spec.get("amount") == COMPUTED else "column",
        refund="negative" if refund.get("negative_quantity") else "prefix" if refund.get("column") else "none",
        refund_column=str(refund.get("column", "")),
        refund_prefix=str(refund.get("prefix", "")),
        spec=spec,
        errors=errors,
    )


def _row(
    name: str, columns: Mapping[str, str], constants: Mapping[str, str], proposed: Proposal | None, error: str
) -> FieldRow:
    return FieldRow(
        name=name,
        label=FIELDS[name],
        hint=FIELD_HINTS.get(name, ""),
        header=str(columns.get(name, "")),
        constant=str(constants.get(name, "")),
        takes_constant=name in WITH_CONSTANT,
        needed=name in NEEDED,
        sure=_level(proposed.confidence) if proposed else "",
        sure_header=proposed.header if proposed else "",
        error=error,
    )


def _level(confidence: float) -> str:
    return "high" if confidence >= 0.85 else "middle" if confidence >= 0.5 else "low"


def spec_of(form: QueryDict) -> dict[str, Any]:
    """MAPPING.json from the submitted editor; nothing is checked here, the reader of mappings does that."""
    columns = {name: form[f"column-{name}"] for name in FIELDS if form.get(f"column-{name}")}
    constants = {
        name: str(form[f"constant-{name}"]).strip()
        for name in WITH_CONSTANT
        if name not in columns and form.get(f"constant-{name}", "").strip()
    }
    spec: dict[str, Any] = {"name": form.get("name", "").strip(), "columns": columns}
    if constants:
        spec["constants"] = constants
    if form.get("amount") == "computed":
        spec["amount"] = COMPUTED
        columns.pop("total", None)
    refund = _refund(form)
    if refund:
        spec["refund_when"] = refund
    statuses = _statuses(form)
    if statuses and "status" in columns:
        spec["statuses"] = statuses
    return spec | _reading(form)


def _refund(form: QueryDict) -> dict[str, Any]:
    if form.get("refund") == "negative":
        return {"negative_quantity": True}
    if form.get("refund") == "prefix":
        return {"column": form.get("refund-column", ""), "prefix": form.get("refund-prefix", "").strip()}
    return {}


def _statuses(form: QueryDict) -> dict[str, str]:
    pairs = zip(form.getlist("status-value"), form.getlist("status-means"), strict=False)
    return {value: means for value, means in pairs if value and means in STATUS_WORDS}


def _reading(form: QueryDict) -> dict[str, Any]:
    how: dict[str, Any] = {name: form[name] for name in ("encoding", "delimiter") if form.get(name)}
    skip = form.get("skip_rows", "")
    return how | ({"skip_rows": int(skip)} if skip.isdecimal() and len(skip) < 6 and int(skip) else {})
