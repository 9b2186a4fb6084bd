"""Ids that come out the same twice, days of a time zone, cursors that refuse strangers."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.kernel import clock
from siyu.kernel.ids import SHORT_ID_LENGTH, derived_id, new_id, short_id
from siyu.kernel.paging import decode_cursor, decode_id, encode_cursor
from siyu.kernel.text import compact_count, fold, mask_phone, strip_cell

INSTANTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(INSTANTS, st.text(), st.integers())
def test_a_derived_id_is_a_uuid7_of_its_instant_and_parts(at: datetime, word: str, number: int) -> None:
    ms = clock.to_ms(at)
    made = derived_id(ms, word, number)
    assert made == derived_id(ms, word, number) != derived_id(ms, word, number + 1)
    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, ms)


def test_parts_do_not_run_together() -> None:
    assert derived_id(0, "ab", "c") != derived_id(0, "a", "bc")


def test_new_ids_sort_by_time() -> None:
    ids = [new_id() for _ in range(100)]
    assert ids == sorted(ids)


@given(INSTANTS)
def test_a_day_begins_where_it_says(at: datetime) -> None:
    day = clock.local_day(at, "Asia/Shanghai")
    assert clock.day_start(day, "Asia/Shanghai") <= at


@given(INSTANTS)
def test_milliseconds_are_exact(at: datetime) -> None:
    assert clock.from_ms(clock.to_ms(at)) == at.replace(microsecond=at.microsecond // 1000 * 1000)


def test_a_date_alone_is_local_midnight() -> None:
    assert clock.parse_instant("2026-03-01", "Asia/Shanghai") == datetime(2026, 2, 28, 16, tzinfo=UTC)
    with pytest.raises(ValueError, match="naive"):
        clock.to_ms(datetime(2026, 1, 1))


@given(st.lists(st.one_of(st.none(), st.integers(), st.text()), min_size=1, max_size=4))
def test_cursors_come_back(position: list[object]) -> None:
    assert decode_cursor(encode_cursor(*position), len(position)) == position


@pytest.mark.parametrize("cursor", ["", "%%%", "bm90IGpzb24", "W10", "e30"])
def test_foreign_cursors_are_refused(cursor: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        decode_cursor(cursor, 2)


def test_words_as_people_read_them() -> None:
    assert [compact_count(n) for n in (9999, 14000, 120_000_000, -20_000)] == ["9,999", "1.4万", "1.2亿", "-2万"]
    assert fold("商品编码（平台） ") == fold("商品编码(平台)")
    assert [strip_cell(cell) for cell in ("'138", "\t9001", "`123", "\ufeff订单编号 ")] == [
        "138",
        "9001",
        "123",
        "订单编号",
    ]
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("123") == "****"


def test_short_ids_differ_and_are_readable() -> None:
    found = {short_id() for _ in range(1_000)}
    assert len(found) == 1_000
    assert all(len(one) == SHORT_ID_LENGTH and one.isalnum() and not set(one) & set("01loi") for one in found)


def test_a_cursor_of_one_number_is_nothing_else() -> None:
    assert decode_id(encode_cursor(7)) == 7
    for wrong in (encode_cursor("7"), encode_cursor(7, 8), "", "%%"):
        with pytest.raises(ValueError, match="cursor"):
            decode_id(wrong)
