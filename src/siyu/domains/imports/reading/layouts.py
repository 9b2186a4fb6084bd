"""Layouts by name, by headers and from MAPPING.json; and which columns of a file a layout reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final, Literal, cast

from siyu.domains.imports.errors import BadMapping, UnknownLayout
from siyu.domains.imports.presets import ALL, PRESETS
from siyu.domains.imports.types import MAPPING_FIELDS, STATUSES, Layout, RefundRule, Status
from siyu.kernel.text import fold

QUANTITY_TIMES_PRICE: Final = "quantity*unit_price"
_KEYS: Final = {
    "name", "columns", "constants", "amount", "refund_when", "statuses", "encoding", "delimiter", "skip_rows",
}  # fmt: skip


def headers_key(headers: Sequence[str]) -> str:
    """A key that files with the same headers share, however these are spaced or bracketed."""
    return blake2b("\x1f".join(fold(header) for header in headers).encode(), digest_size=16).hexdigest()


def detect_layout(headers: Sequence[str], role: Literal["orders", "lines"] = "orders") -> Layout | None:
    """The preset whose telling headers are all there; for lines also an order-level preset that has titles."""
    have = {fold(header) for header in headers}
    fitting = [
        layout
        for layout in ALL
        for keys in layout.detect
        if all(fold(key) in have for key in keys) and layout.role == role
    ]
    if not fitting and role == "lines":
        fitting = [x for x in ALL for keys in x.detect if all(fold(key) in have for key in keys)]
    return fitting[0] if fitting else None


def layout_by_name(name: str) -> Layout:
    """A preset by the name that `--preset` takes. Raises UnknownLayout."""
    if name not in PRESETS:
        raise UnknownLayout(
            f"There is no preset {name!r}; there are {', '.join(PRESETS)}.", reason="unknown_preset", preset=name
        )
    return PRESETS[name]


def resolve(layout: Layout, headers: Sequence[str]) -> dict[str, list[int]]:
    """Field → places of the columns that carry it, best first. `#3` is the third column; of equal headers the first.

    A mapping must find every header it names (BadMapping); a preset takes what is there.
    """
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(fold(header), place)
    found: dict[str, list[int]] = {}
    for field, names in layout.columns.items():
        at = (_place(name, places, len(headers)) for name in names)
        found[field] = [column for column in at if column is not None]
        if not found[field] and layout.saved:
            raise BadMapping(
                f"The file has no column {names[0]!r}; it has {', '.join(filter(None, headers))}.",
                path=f"columns.{field}", reason="no_column", header=names[0], field=field, headers=list(headers),
            )  # fmt: skip
    return {field: columns for field, columns in found.items() if columns}


def _place(name: str, places: Mapping[str, int], width: int) -> int | None:
    if name.startswith("#") and name[1:].isdigit():
        return int(name[1:]) - 1 if 0 < int(name[1:]) <= width else None
    return places.get(fold(name))


def layout_from_mapping(spec: Mapping[str, Any], headers: Sequence[str] | None = None) -> Layout:
    """Read MAPPING.json (docs/contracts/imports.md). Raises BadMapping with the path to what is wrong."""
    _check(spec, _KEYS, "")
    columns = {field: (_text(header, f"columns.{field}"),) for field, header in _dict(spec, "columns").items()}
    constants = {field: _text(value, f"constants.{field}") for field, value in _dict(spec, "constants").items()}
    _check(columns, MAPPING_FIELDS, "columns.")
    _check(constants, MAPPING_FIELDS, "constants.")
    if not columns:
        raise BadMapping("A mapping needs columns.", path="columns", reason="no_columns")
    if "ordered_at" not in columns and "paid_at" not in columns:
        raise BadMapping("A mapping needs ordered_at or paid_at.", path="columns", reason="no_time")
    amount = _text(spec.get("amount", ""), "amount")
    if amount and amount != QUANTITY_TIMES_PRICE:
        columns["amount"] = (amount,)
    _check_amount(columns, amount)
    name = _text(spec.get("name", "mapping"), "name")
    layout = Layout(
        name=name,
        channel=constants.get("channel", "") or fold(name)[:24] or "mapping",
        columns=columns,
        constants=constants,
        statuses={value: _status(state, value) for value, state in _dict(spec, "statuses").items()},
        buyer_kind="key",
        amount=amount,
        refund_when=_refund_rule(spec.get("refund_when")),
        encoding=_text(spec.get("encoding", ""), "encoding"),
        delimiter=_text(spec.get("delimiter", ""), "delimiter"),
        skip_rows=_rows(spec.get("skip_rows", 0)),
        saved=True,
    )
    if headers is not None:
        resolve(layout, headers)
    return layout


def _check_amount(columns: Mapping[str, Any], amount: str) -> None:
    if amount == QUANTITY_TIMES_PRICE and not {"quantity", "unit_price"} <= columns.keys():
        raise BadMapping("quantity*unit_price needs both columns.", path="amount", reason="two_columns")
    if not amount and not {"total", "paid"} & columns.keys():
        raise BadMapping("A mapping needs an amount: amount, total or paid.", path="amount", reason="no_amount")


def _check(given: Mapping[str, Any], known: set[str] | frozenset[str], path: str) -> None:
    for key in given:
        if key not in known:
            raise BadMapping(
                f"{path}{key} is not known; there are {', '.join(sorted(known))}.",
                path=f"{path}{key}", reason="unknown_key", key=str(key),
            )  # fmt: skip


def _dict(spec: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = spec.get(key) or {}
    if not isinstance(value, dict):
        raise BadMapping(f"{key} must be an object.", path=key, reason="not_an_object", key=key)
    return value


def _text(value: Any, path: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"#{value}" if path.startswith("columns.") else str(value)
    if not isinstance(value, str):
        raise BadMapping(f"{path} must be text.", path=path, reason="not_text", key=path)
    return value


def _rows(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1000:
        raise BadMapping("skip_rows must be a number from 0 to 1000.", path="skip_rows", reason="skip_rows")
    return value


def _status(state: Any, value: str) -> Status:
    if state not in STATUSES:
        raise BadMapping(
            f"{state!r} is no status; there are {', '.join(STATUSES)}.",
            path=f"statuses.{value}", reason="unknown_meaning", value=value, key=str(state),
        )  # fmt: skip
    return cast("Status", state)


def _refund_rule(given: Any) -> RefundRule | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise BadMapping(
            "refund_when must be an object.", path="refund_when", reason="not_an_object", key="refund_when"
        )
    _check(given, {"column", "prefix", "negative_quantity"}, "refund_when.")
    if given.get("negative_quantity"):
        return RefundRule(negative_quantity=True)
    header, prefix = given.get("column"), given.get("prefix")
    if not isinstance(header, str) or not isinstance(prefix, str) or not prefix:
        raise BadMapping(
            "refund_when needs column and prefix, or negative_quantity.", path="refund_when", reason="refund_letters"
        )
    return RefundRule(header=header, prefix=prefix)
