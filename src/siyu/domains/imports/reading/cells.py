"""Columns of text into typed columns: the regular shapes vectorised, every odd value by the one Python rule for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from siyu.kernel.money import parse_fen

_EDGE: Final = " \t\r\n\ufeff\u00a0\u3000"
EMPTY: Final = ("", "-", "--", "—", "null", "NULL", "None", "0000-00-00 00:00:00")
_PLAIN_MONEY: Final = r"^-?\d{1,13}(\.\d{1,2})?$"
_PLAIN_NUMBER: Final = r"^-?\d{1,9}$"
_FORMATS: Final = (
    (r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$", "%Y-%m-%d %H:%M:%S"),
    (r"^\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}$", "%Y/%m/%d %H:%M"),
    (r"^\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d{2}:\d{2}$", "%Y/%m/%d %H:%M:%S"),
    (r"^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}$", "%Y-%m-%d %H:%M"),
    (r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$", "%Y-%m-%dT%H:%M:%S"),
)
_CHINESE_TIME: Final = re.compile(
    r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?\s*(?:(\d{1,2})[:时](\d{1,2})[:分]?(\d{1,2})?秒?)?"
)
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_EARLIEST, _LATEST = 1990, 2100


def undressed(column: str) -> pl.Expr:
    """A cell without outer spaces and tabs, leading apostrophe or back-tick."""
    return pl.col(column).str.strip_chars_start(_EDGE + "'`").str.strip_chars_end(_EDGE)


def told(column: str) -> pl.Expr:
    """An undressed cell, null where it says nothing."""
    return pl.when(~pl.col(column).is_in(EMPTY)).then(column)


def money(series: pl.Series) -> pl.Series:
    """Text to fen (Int64), exactly; null where the text is no amount."""
    return _convert(series, _PLAIN_MONEY, _plain_fen, _odd_fen, pl.Int64())


def number(series: pl.Series) -> pl.Series:
    """Text to a whole number (`2`, `2.0`, `1,000`, `1.4万`); null where it is none."""
    return _convert(series, _PLAIN_NUMBER, lambda plain: plain.cast(pl.Int64), _odd_number, pl.Int64())


def instant(series: pl.Series, zone: str) -> pl.Series:
    """Text in an account's time zone to UTC milliseconds; a date is its midnight; null where it is no time."""
    local = pl.repeat(None, len(series), dtype=pl.Datetime("ms"), eager=True)
    for shape, form in _FORMATS:
        open_ = local.is_null() & series.is_not_null()
        if not open_.any():
            break
        fits = series.str.contains(shape) & open_
        if fits.any():
            read = pl.select(pl.when(fits).then(series)).to_series().str.to_datetime(form, time_unit="ms", strict=False)
            local = pl.select(pl.coalesce(local, read)).to_series()
    utc = _as_utc(local, zone)
    odd = series.filter(utc.is_null() & series.is_not_null()).unique()
    if len(odd):
        reader = ZoneInfo(zone)
        known = {text: _odd_time(text, reader) for text in odd.to_list()}
        extra = series.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.Datetime("ms"))
        utc = pl.select(pl.coalesce(utc, extra)).to_series()
    year = utc.dt.year()
    return pl.select(pl.when((year >= _EARLIEST) & (year < _LATEST)).then(utc)).to_series().alias(series.name)


def _as_utc(local: pl.Series, zone: str) -> pl.Series:
    """Wall-clock times of a zone as UTC; the first of two that a clock set back shows twice, null for one it skips."""
    first, last = local.dt.year().min(), local.dt.year().max()
    if isinstance(first, int) and isinstance(last, int) and first >= _EARLIEST and last < _LATEST:
        offsets = {offset for year in range(first, last + 1) for offset in _offsets(zone, year)}
        if len(offsets) == 1:  # a subtraction takes a fiftieth of the time
            return local - (offsets.pop() or timedelta())
    aware = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return aware.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


@lru_cache(maxsize=256)
def _offsets(zone: str, year: int) -> frozenset[timedelta | None]:
    """All offsets from UTC that a zone has in a year, asked for day by day and a day beyond."""
    reader = ZoneInfo(zone)
    start = datetime(year - 1, 12, 31, tzinfo=reader)
    return frozenset((start + timedelta(days=day)).utcoffset() for day in range(369))


def each_distinct(series: pl.Series, read: Callable[[str], Any], dtype: pl.DataType) -> pl.Series:
    """Apply a Python rule once to each distinct value."""
    values = series.drop_nulls().unique()
    if not len(values):
        return pl.repeat(None, len(series), dtype=dtype, eager=True).alias(series.name)
    known = [read(text) for text in values.to_list()]
    answers = pl.Series(known, dtype=dtype)
    return series.replace_strict(values, answers, default=None, return_dtype=dtype)


def _convert(
    series: pl.Series,
    shape: str,
    plain: Callable[[pl.Series], pl.Series],
    odd: Callable[[str], Any],
    dtype: pl.DataType,
) -> pl.Series:
    regular = series.str.contains(shape).fill_null(value=False)
    if regular.all():
        return plain(series)
    read = plain(pl.select(pl.when(regular).then(series)).to_series())
    rest = pl.select(pl.when(~regular).then(series)).to_series()
    if rest.null_count() == len(rest):
        return read.alias(series.name)
    return pl.select(pl.coalesce(read, each_distinct(rest, odd, dtype))).to_series().alias(series.name)


def _plain_fen(series: pl.Series) -> pl.Series:
    return (series.cast(pl.Decimal(18, 2)) * 100).cast(pl.Int64)


def _odd_fen(text: str) -> int | None:
    try:
        fen = parse_fen(text)
    except ValueError:
        return None
    return fen if abs(fen) < 1 << 53 else None


def _odd_number(text: str) -> int | None:
    plain = text.replace(",", "").replace("，", "").strip()
    scale = 10_000 if plain.endswith("万") else 1
    try:
        value = Decimal(plain.removesuffix("万")) * scale
    except InvalidOperation:
        return None
    if not value.is_finite() or value != value.to_integral_value() or abs(value) > 10**9:
        return None
    return int(value)


def _odd_time(text: str, zone: ZoneInfo) -> datetime | None:
    """Times in the rarer shapes: ISO with offset or fraction, 20170530, 2017年5月30日, Excel serials."""
    try:
        local = _iso(text) or _chinese(text) or _serial(text)
        if local is None:
            return None
        aware = local if local.tzinfo else local.replace(tzinfo=zone)
        return aware.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _chinese(text: str) -> datetime | None:
    found = _CHINESE_TIME.fullmatch(text)
    return datetime(*(int(part or 0) for part in found.groups())) if found else None  # type: ignore[arg-type]  # noqa: DTZ001


def _serial(text: str) -> datetime | None:
    """Days since 1899-12-30, as a spreadsheet keeps them; only in a range that no other number means."""
    try:
        days = Decimal(text)
    except InvalidOperation:
        return None
    if not 30_000 <= days < 80_000:
        return None
    return _EXCEL_EPOCH + timedelta(seconds=int((days * 86400).to_integral_value()))
