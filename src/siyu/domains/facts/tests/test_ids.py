"""Ids of facts read from files come out the same twice, and the same as the kernel's."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.facts.reading.ids import FactIds
from siyu.kernel.clock import to_ms
from siyu.kernel.ids import derived_id

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
_ROW = st.fixed_dictionaries(
    {
        "person": st.sampled_from("ab"),
        "happened_at": st.integers(0, 2**41).map(
            lambda ms: datetime.fromtimestamp(ms / 1000, UTC).replace(tzinfo=None)
        ),
        "kind": st.integers(1, 3),
        "channel": st.sampled_from(["", "taobao"]),
        "object_type": st.just(""),
        "object_id": _TEXT,
        "amount_fen": st.none() | st.integers(0, 2**62),
        "props": st.none() | st.just("{}"),
        "event_id": st.none(),
    }
)
_SCHEMA = {
    "person": pl.String, "happened_at": pl.Datetime("ms"), "kind": pl.UInt16, "channel": pl.String,
    "object_type": pl.String, "object_id": pl.String, "amount_fen": pl.Int64, "props": pl.String, "event_id": pl.String,
}  # fmt: skip


def _frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=_SCHEMA)


@given(st.lists(_ROW, max_size=12), st.integers(0, 12))
def test_content_ids_are_the_kernels_and_do_not_depend_on_batches(rows: list[dict[str, object]], cut: int) -> None:
    doubled = rows + rows
    ids = FactIds(5)
    got = [*ids.of(_frame(doubled[:cut])).to_pylist(), *ids.of(_frame(doubled[cut:])).to_pylist()]
    seen: Counter[str] = Counter()
    for raw, row in zip(got, _frame(doubled).iter_rows(named=True), strict=True):
        content = [("" if row[n] is None else str(row[n])) for n in _SCHEMA if n not in {"happened_at", "event_id"}]
        key = repr((row["happened_at"], content))
        expected = derived_id(to_ms(row["happened_at"].replace(tzinfo=UTC)), 5, *content, seen[key])
        assert UUID(bytes=raw) == expected
        seen[key] += 1
    assert len(set(got)) == len(got)


def test_given_ids_are_kept_or_hashed_whatever_the_time() -> None:
    at = datetime(2026, 1, 1)
    row = {"person": "a", "happened_at": at, "kind": 1, "channel": "", "object_type": "", "object_id": ""}
    uuid = "0198B7E4-1111-7abc-8def-0123456789ab"
    later = {**row, "happened_at": datetime(2026, 2, 1)}
    first = FactIds(1).of(_frame([{**row, "event_id": uuid}, {**row, "event_id": "e-1"}, row])).to_pylist()
    again = (
        FactIds(1).of(_frame([{**later, "event_id": "e-1"}, {**later, "event_id": uuid.replace("-", "")}])).to_pylist()
    )
    assert UUID(bytes=first[0]) == UUID(uuid)
    assert again == [first[1], first[0]]
    assert len(set(first)) == 3
    assert FactIds(2).of(_frame([{**row, "event_id": "e-1"}])).to_pylist() != [first[1]]
