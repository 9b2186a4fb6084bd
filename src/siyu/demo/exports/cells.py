"""How cells of exports are written, and the sheet that puts them under a platform's real headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from siyu.demo.spec import Spec

Cells = Mapping[str, pl.Expr | str]


def sheet(source: pl.DataFrame, headers: Sequence[str], cells: Cells) -> pl.DataFrame:
    """Put cells under headers, by position because platforms repeat headers; what is not given stays empty.

    Raises KeyError when a cell names a header that the platform does not have.
    """
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(header.strip(), place)
    by_place = {places[header]: cell for header, cell in cells.items()}
    return source.select(_text(by_place.get(place, "")).alias(str(place)) for place in range(len(headers)))


def _text(cell: pl.Expr | str) -> pl.Expr:
    text = pl.lit(cell) if isinstance(cell, str) else cell.cast(pl.String)
    return pl.when(text != "").then(text)  # an empty text would be written as ""


def write_csv(path: Path, headers: Sequence[str], rows: pl.DataFrame, *, encoding: str) -> int:
    """Write a sheet as CSV in an encoding (`utf-8-sig` has a byte-order mark); the number of rows."""
    header = pl.DataFrame([list(headers)], schema=rows.schema, orient="row").write_csv(include_header=False)
    path.write_bytes((header + rows.write_csv(include_header=False)).encode(encoding))
    return rows.height


def yuan(fen: str) -> pl.Expr:
    """A column of fen as `1234.50`."""
    return pl.format("{}.{}", pl.col(fen) // 100, (pl.col(fen) % 100).cast(pl.String).str.zfill(2))


def short_yuan(fen: str) -> pl.Expr:
    """A column of fen as `1234.5`, `39` or `0`."""
    return yuan(fen).str.strip_chars_end("0").str.strip_chars_end(".")


def comma_yuan(fen: str) -> pl.Expr:
    """A column of fen as `1,234.50` (below a million yuan)."""
    thousands = pl.format("{},{}", pl.col(fen) // 100_000, (pl.col(fen) // 100 % 1000).cast(pl.String).str.zfill(3))
    whole = pl.when(pl.col(fen) >= 100_000).then(thousands).otherwise((pl.col(fen) // 100).cast(pl.String))
    return pl.format("{}.{}", whole, (pl.col(fen) % 100).cast(pl.String).str.zfill(2))


def moment(spec: Spec, seconds: str, written: str = "%Y-%m-%d %H:%M:%S") -> pl.Expr:
    """A column of seconds as local time; never (-1) is empty."""
    at = pl.lit(spec.start) + pl.duration(seconds=pl.col(seconds))
    return pl.when(pl.col(seconds) >= 0).then(at.dt.strftime(written)).otherwise(pl.lit(""))


def masked(phone: str, stars: int = 4) -> pl.Expr:
    """A column of phones as `154****5678` (four stars) or `154******78` (six)."""
    column = pl.col(phone)
    return column.str.slice(0, 3) + "*" * stars + column.str.slice(3 + stars)


def share(percent: int, salt: int) -> pl.Expr:
    """Marks about this percentage of persons, always the same ones."""
    return (pl.col("person") * 7_919 + salt * 104_729) % 1_009 < percent * 10


def user_number(person: str) -> pl.Expr:
    """The number under which 小红书 knows a person."""
    return pl.format("5e{}", (pl.col(person) * 9_176_263 % 10**12).cast(pl.String).str.zfill(12))


def number_below(salt: int, below: int) -> pl.Expr:
    """A settled number below `below` for each order, for waybills and the like."""
    return (pl.col("order") * 48_271 + salt * 69_621) % below


def line_total_fen() -> pl.Expr:
    """What a line asks for; the freight of an order stands on its first line."""
    return pl.col("line_fen") + pl.when(pl.col("position") == 0).then("freight_fen").otherwise(0)


def line_refunded() -> pl.Expr:
    """Whether the money of a line went back."""
    return (pl.col("refunded") >= 0) & (~pl.col("part") | (pl.col("position") == 0))


def spoiled(kind: int) -> pl.Expr:
    """Marks the few rows that someone damaged by hand: kind 1 in the amount, kind 0 in the date."""
    return (pl.col("spoiled") > 0) & (pl.col("spoiled") % 2 == kind)
