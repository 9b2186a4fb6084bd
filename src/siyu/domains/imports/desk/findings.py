"""What was found in a file, in words that help: warnings, rows that cannot be taken, faults of the whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from siyu.domains.imports.desk.shown import preset_word
from siyu.domains.imports.desk.words import FAULTS, FIELDS, OTHER_FIELDS, REASONS, STATUS_WORDS, WARNINGS
from siyu.domains.imports.errors import BadMapping, UnknownLayout, fault_of
from siyu.domains.imports.models import RejectedRow
from siyu.domains.imports.types import Warned
from siyu.kernel.errors import SiyuError

Word = str | Promise


@dataclass(frozen=True)
class WarningShown:
    """A warning with its count and an example from the file."""

    words: Word
    count: int
    example: str


@dataclass(frozen=True)
class RejectedShown:
    """A row that cannot be taken: where, which field, what is wrong."""

    row: int
    field_word: Word
    reason_word: Word


def warnings_in_words(warned: Iterable[Warned | Mapping[str, Any]]) -> list[WarningShown]:
    """Warnings, the most frequent first; a kind without words is shown by its code."""
    rows = [one.as_json() if isinstance(one, Warned) else one for one in warned]
    shown = [
        WarningShown(WARNINGS.get(row["kind"], row["kind"]), int(row["count"]), _example(str(row.get("example") or "")))
        for row in rows
    ]
    return sorted(shown, key=lambda one: -one.count)


def _example(example: str) -> str:
    number = example.removeprefix("row ")
    return _("row %(n)s") % {"n": number} if number != example and number.isdecimal() else example


def rejected_in_words(rows: Iterable[RejectedRow | Mapping[str, Any]]) -> list[RejectedShown]:
    """Refused rows with field and reason in words."""
    plain = [
        (r.row, r.field, r.reason) if isinstance(r, RejectedRow) else (r["row"], r["field"], r["reason"]) for r in rows
    ]
    return [RejectedShown(int(row), _field(field), REASONS.get(reason, reason)) for row, field, reason in plain]


def _field(name: str) -> Word:
    part, _colon, field = name.rpartition(":")
    word = FIELDS.get(field) or OTHER_FIELDS.get(field, field)
    return _("%(field)s (line file)") % {"field": word} if part == "lines" else word


def csv_words(language: str | None) -> Callable[[str, str], tuple[str, str]]:
    """Field and reason as words of one language, also while an answer streams and no language is set any more."""

    @lru_cache(maxsize=512)
    def words(field: str, reason: str) -> tuple[str, str]:
        with override(language):
            return str(_field(field)), str(REASONS.get(reason, reason))

    return words


def taken_in_words(orders: Iterable[Mapping[str, Any]], zone: str) -> list[dict[str, Any]]:
    """The first orders as they would be kept: times in the account's zone, codes in words."""
    return [
        {
            **order,
            "ordered": _moment(order.get("ordered_at"), zone),
            "state": STATUS_WORDS.get(str(order.get("state")), order.get("state")),
        }
        for order in orders
    ]


def _moment(at: datetime | None, zone: str) -> str:
    """A UTC instant of the reader (which keeps none of its own zone) as the account's people write it."""
    return f"{at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if at else ""


def explain_fault(fault: SiyuError) -> str:
    """Why a file or a mapping as a whole was refused, and what to do."""
    return explain(fault_of(fault), fault.message)


def explain(fault: Mapping[str, Any], message: str) -> str:
    """A fault as it was kept (`errors.fault_of`) in the active language; a reason without words says its message."""
    words = FAULTS.get(str(fault.get("reason")))
    if words is None:
        return _(message) if message else _("Something went wrong on our side. Try it again.")
    named = {name: fault.get(name, "–") for name in ("header", "key", "value", "row")}
    field, preset = str(fault.get("field", "")), str(fault.get("preset", ""))
    return str(words) % {**named, "field": FIELDS.get(field, field), "preset": preset_word(preset) or preset}


def explain_mapping_error(broken: BadMapping | UnknownLayout) -> dict[str, str]:
    """What is wrong with a mapping, by the field of the editor it belongs to."""
    part, _dot, name = str(broken.data.get("path", "")).partition(".")
    place = name if part == "columns" and name in FIELDS else part
    return {place or "mapping": explain_fault(broken)}
