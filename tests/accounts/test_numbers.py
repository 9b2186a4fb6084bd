"""Numbers that owners tune: what is written is read back, what is broken is the default."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.numbers import Number, numbers_of, tunables

NUMBERS = (
    Number("days", 28, 7, 90, "days"),
    Number("part", 0.4, 0.0, 1.0, "part", "share"),
    Number("spread", 1.0, 0.0, 10.0, "spread", "ratio"),
)
_ANYTHING = some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=4)


@given(some.dictionaries(some.sampled_from(["days", "part", "spread"]), _ANYTHING))
def test_whatever_is_kept_a_sound_value_is_read(kept: dict[str, Any]) -> None:
    values = numbers_of(Account(settings={"x": kept}), "x", NUMBERS)
    for one in NUMBERS:
        assert one.least <= values[one.name] <= one.most
        if one.name not in kept:
            assert values[one.name] == one.default


@given(some.integers(-200, 20_000), some.sampled_from(NUMBERS))
def test_what_is_written_is_read_back(hundredths: int, number: Number) -> None:
    text = f"{hundredths / 100:g}"
    value = number.read(text)
    if value is None:
        kept = hundredths / 100 / (100 if number.kind == "share" else 1)
        assert kept < number.least or kept > number.most or (number.kind == "count" and kept != int(kept))
    else:
        assert number.read(number.written(value)) == value


def test_no_number_is_none() -> None:
    assert [NUMBERS[0].read(text) for text in ("", "x", "nan", "inf", "1e9", "28.5")] == [None] * 6


def test_every_registered_default_fits_its_own_bounds_and_its_check() -> None:
    parts = dict(tunables)
    assert {"group_health", "replication"} <= set(parts)
    for tunable in parts.values():
        names = [one.name for one in tunable.numbers]
        assert len(set(names)) == len(names)
        for one in tunable.numbers:
            assert one.read(one.written(one.default)) == one.default
        tunable.check({one.name: one.default for one in tunable.numbers})
