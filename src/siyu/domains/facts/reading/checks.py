"""Checks of facts read as text: each row becomes typed columns, or is refused with the field and the reason."""

from __future__ import annotations

import json
from typing import Final

import polars as pl

from siyu.domains.facts.kinds import KINDS
from siyu.domains.facts.reading.refusals import Refusals

_LONGEST: Final = {"person": 128, "channel": 24, "object_type": 24, "object_id": 128, "event_id": 200}
_OFFSET: Final = r"(Z|z|[+-]\d{2}(?::?\d{2})?)$"
_HAS_TIME: Final = r"^\d{4}-?\d{2}-?\d{2}[T ]"
_USUAL: Final = ("%Y-%m-%dT%H:%M:%S%.fZ", "%Y-%m-%d %H:%M:%S")
_TIMES: Final = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y%m%dT%H%M%S")
_DAYS: Final = ("%Y-%m-%d", "%Y%m%d")
_CODES: Final = {name: kind.code for name, kind in KINDS.items()}


def checked(frame: pl.DataFrame, zone: str, refusals: Refusals) -> pl.DataFrame:
    """The rows that are right: `person`, `happened_at` (UTC, naive, ms), `kind` (code), `amount_fen`, texts, `row`.

    A time without an offset is that of `zone`, a date alone its midnight. Refused rows go to `refusals`.
    """
    text = frame.with_columns(pl.col(pl.String).str.strip_chars()).with_columns(
        pl.when(pl.col(pl.String).str.len_bytes() > 0).then(pl.col(pl.String)).name.keep()
    )
    typed = text.with_columns(
        happened_at=_instants(text["at"], zone),
        kind_code=pl.col("kind").replace_strict(_CODES, default=None, return_dtype=pl.UInt16),
        fen=pl.when(pl.col("amount_fen").str.contains(r"^\d+$"))
        .then(pl.col("amount_fen"))
        .cast(pl.Int64, strict=False),
        bad_props=_not_objects(text["props"]),
    )
    reason = typed.select(pl.col("row"), why=pl.coalesce(*_complaints()))
    for row, why in reason.filter(pl.col("why").is_not_null()).iter_rows():
        field, said = why.split("|", 1)
        refusals.add(row, field, said)
    return typed.filter(reason["why"].is_null()).select(
        "row", "person", "happened_at", pl.col("kind_code").alias("kind"), pl.col("fen").alias("amount_fen"),
        "props", "event_id", *(pl.col(name).fill_null("") for name in ("channel", "object_type", "object_id")),
    )  # fmt: skip


def _complaints() -> list[pl.Expr]:
    """One expression a rule: `field|reason` where it is broken, else null. The first one counts."""
    return [
        _unless(pl.col("person").is_not_null(), "person", "is missing"),
        _unless(pl.col("at").is_not_null(), "at", "is missing"),
        _unless(pl.col("happened_at").is_not_null(), "at", "is no ISO 8601 time"),
        _unless(pl.col("happened_at") >= pl.datetime(1970, 1, 1), "at", "lies before 1970"),
        _unless(pl.col("kind").is_not_null(), "kind", "is missing"),
        _unless(pl.col("kind_code").is_not_null(), "kind", "is not in the catalogue of event kinds"),
        _unless(
            pl.col("amount_fen").is_null() | pl.col("fen").is_not_null(),
            "amount_fen",
            "is no whole, not negative number of fen",
        ),
        _unless(~pl.col("bad_props"), "props", "is no JSON object"),
        *(
            _unless(pl.col(name).is_null() | (pl.col(name).str.len_chars() <= most), name, f"is longer than {most}")
            for name, most in _LONGEST.items()
        ),
    ]


def _unless(right: pl.Expr, field: str, reason: str) -> pl.Expr:
    return pl.when(~right).then(pl.lit(f"{field}|{reason}"))


def _instants(texts: pl.Series, zone: str) -> pl.Series:
    """UTC milliseconds of ISO 8601 texts, null where one is none. The usual shapes first: each costs a pass."""
    found = texts.str.to_datetime(_USUAL[0], time_unit="ms", strict=False, exact=True)
    for read in (_local, _any_shape):
        open_ones = (found.is_null() & texts.is_not_null()).arg_true()
        if open_ones.len():
            found = found.scatter(open_ones, read(texts.gather(open_ones), zone))
    return found


def _local(texts: pl.Series, zone: str) -> pl.Series:
    return _to_utc(texts.str.to_datetime(_USUAL[1], time_unit="ms", strict=False, exact=True), zone)


def _to_utc(local: pl.Series, zone: str) -> pl.Series:
    aware = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return aware.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _any_shape(texts: pl.Series, zone: str) -> pl.Series:
    """Every shape that is taken: with an offset, with a blank for the T, without seconds, without a time."""
    frame = texts.alias("at").to_frame()
    at = pl.col("at")
    offset = pl.when(at.str.contains(_HAS_TIME)).then(at.str.extract(_OFFSET, 1))
    plain = (
        pl.when(offset.is_not_null())
        .then(at.str.replace(_OFFSET, ""))
        .otherwise(at)
        .str.replace(" ", "T", literal=True)
    )
    read = pl.coalesce(
        *(plain.str.to_datetime(each, time_unit="ms", strict=False, exact=True) for each in _TIMES),
        *(plain.str.to_date(each, strict=False, exact=True).cast(pl.Datetime("ms")) for each in _DAYS),
    )
    digits = offset.str.replace_all(r"[^0-9]", "")
    minutes = digits.str.slice(0, 2).cast(pl.Int64, strict=False) * 60 + digits.str.slice(2, 2).cast(
        pl.Int64, strict=False
    ).fill_null(0)
    signed = pl.when(offset.str.starts_with("-")).then(-minutes).otherwise(minutes)
    apart = frame.select(read=read, given=offset.is_not_null(), shifted=read - pl.duration(minutes=signed.fill_null(0)))
    local = _to_utc(apart["read"], zone)
    return apart.select(pl.when("given").then("shifted").otherwise(local)).to_series().cast(pl.Datetime("ms"))


def _not_objects(props: pl.Series) -> pl.Series:
    """Where props are given but are no JSON object; every distinct text is parsed once."""
    given = props.unique().drop_nulls().to_list()
    bad = [text for text in given if not _is_object(text)]
    if not bad:
        return pl.repeat(value=False, n=props.len(), dtype=pl.Boolean, eager=True)
    return props.is_in(bad).fill_null(value=False)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
