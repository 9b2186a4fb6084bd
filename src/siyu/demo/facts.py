"""The behaviour of a set as facts for `siyu import events`: what visits leave behind, under each person's key."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from siyu.demo.book import Book
from siyu.demo.goods import SHELF
from siyu.demo.milestones import group_of, make_milestones
from siyu.demo.spec import CHANNELS, DAY, HOUR, Ints, Spec
from siyu.demo.visits import make_approaches, make_lives, make_visits

# What a visit of each sort leaves: (kind, chance, mean of further ones, seconds into the visit)
_TRACES = {
    "note": (
        ("note.viewed", 1.0, 0.4, 0),
        ("note.liked", 0.26, 0.0, 40),
        ("product.viewed", 0.2, 0.0, 50),
        ("note.collected", 0.11, 0.0, 60),
        ("note.commented", 0.05, 0.0, 90),
        ("note.shared", 0.022, 0.0, 120),
    ),
    "shop": (("product.viewed", 1.0, 0.6, 0), ("cart.added", 0.13, 0.0, 150)),
    "group": (("group.messaged", 0.7, 0.8, 0), ("group.checked_in", 0.45, 0.0, 30)),
    "live": (
        ("live.entered", 1.0, 0.0, 0),
        ("live.liked", 0.42, 0.0, 200),
        ("product.viewed", 0.4, 0.3, 300),
        ("live.commented", 0.2, 0.5, 400),
    ),
    "order": (("product.viewed", 1.0, 0.3, 0), ("cart.added", 0.6, 0.0, 70), ("note.viewed", 0.3, 0.0, 5)),
    "live_order": (
        ("live.entered", 1.0, 0.0, 0),
        ("live.commented", 0.35, 0.0, 60),
        ("product.viewed", 0.9, 0.0, 90),
    ),
}
_CHANNEL = {"note": "xiaohongshu", "group": "weixin", "live": "douyin", "quiz": "weixin", "referral": "weixin"}
_ROWS_AT_ONCE = 250_000
_BRAND = "yunshang"
_UUID_PARTS = ((0, 8), (8, 4), (12, 4), (16, 4), (20, 12))


def write_facts(book: Book, folder: Path, keys: pl.DataFrame) -> dict[str, int]:
    """Write behaviour.parquet, in time order, under the `key` of each `person`; its rows by name."""
    lives = make_lives(book)
    alone = make_visits(book, lives)
    known = make_milestones(book, lives, alone)
    visits = _placed_visits(book, alone, known)
    facts = pl.concat([*_traces(book.spec, visits), known], how="diagonal_relaxed")
    facts = facts.filter(pl.col("at") < book.spec.end).sort("at", "person", "kind", maintain_order=True)
    keys = keys.sort("person").with_columns(pl.Series("home", CHANNELS).gather(book.crowd.home))
    tails, path = book.spec.rng("event ids"), folder / "behaviour.parquet"
    with pq.ParquetWriter(path, _worded(book.spec, keys, facts.head(0), tails).to_arrow().schema) as file:
        for part in facts.iter_slices(_ROWS_AT_ONCE):
            file.write_table(_worded(book.spec, keys, part, tails).to_arrow())
    return {path.name: facts.height}


def _placed_visits(book: Book, visits: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """All visits; a group is open only to those who have joined one, the others read notes instead."""
    joined = known.filter(pl.col("kind") == "group.joined").select("person", joined="at")
    visits = visits.join(joined, on="person", how="left", maintain_order="left")
    outside = (pl.col("what") == "group") & (pl.col("at") < pl.col("joined").fill_null(book.spec.end))
    placed = visits.with_columns(what=pl.when(outside).then(pl.lit("note")).otherwise("what")).drop("joined")
    approaches = make_approaches(book).with_columns(
        what=pl.when("live").then(pl.lit("live_order")).otherwise(pl.lit("order"))
    )
    return pl.concat([placed, approaches.drop("live")], how="diagonal")


def _traces(spec: Spec, visits: pl.DataFrame) -> list[pl.DataFrame]:
    """One frame a kind and sort of visit: person, at, kind, object_type, object_no."""
    rng, traces = spec.rng("traces"), []
    for what, left in _TRACES.items():
        these = visits.filter(pl.col("what") == what)
        for kind, chance, further, seconds in left:
            times = (rng.random(these.height) < chance) * (1 + rng.poisson(further, these.height))
            seen = these[np.repeat(np.arange(these.height), times)]
            later = rng.integers(0, 45 if further else 1, seen.height)
            at = seen["at"].to_numpy() + seconds + later
            traces.append(_about(rng, kind, seen["person"].to_numpy(), at, seen["goods"]))
    return traces


def _about(rng: np.random.Generator, kind: str, person: Ints, at: Ints, goods: pl.Series) -> pl.DataFrame:
    """What the facts of one kind are about: recent notes, likely goods, the person's group, the night's live."""
    noun = kind.partition(".")[0].replace("cart", "product")
    likely = rng.beta(1.1, 2.0, len(at)) * len(SHELF)
    number = {
        "note": np.maximum(at // (2 * DAY) - rng.geometric(0.25, len(at)), 0) + 1,
        "group": group_of(person),
        "live": at // DAY,
        "product": goods.fill_null(pl.Series(likely.astype(np.int64))).to_numpy(),
    }[noun]
    frame = pl.DataFrame({"person": person, "at": at, "object_no": number})
    return frame.with_columns(kind=pl.lit(kind), object_type=pl.lit(noun))


def _worded(spec: Spec, keys: pl.DataFrame, facts: pl.DataFrame, tails: np.random.Generator) -> pl.DataFrame:
    """The columns of the contract, with ids that the same spec gives again."""
    noun = pl.col("kind").str.split(".").list.first()
    at = (pl.lit(spec.start) + pl.duration(seconds=pl.col("at"))).dt.replace_time_zone("Asia/Shanghai")
    return facts.join(keys, on="person", how="left", maintain_order="left").select(
        pl.Series("event_id", _event_ids(spec, facts["at"].to_numpy(), tails)),
        pl.col("key").alias("person"),
        at.dt.convert_time_zone("UTC").dt.cast_time_unit("ms").alias("at"),
        "kind",
        noun.replace_strict(_CHANNEL, default=pl.col("home")).alias("channel"),
        "object_type",
        _object_id(spec).alias("object_id"),
        "amount_fen",
        "props",
    )


def _object_id(spec: Spec) -> pl.Expr:
    kind, number = pl.col("object_type"), pl.col("object_no")
    night = (pl.lit(spec.start.date()) + pl.duration(days=number)).dt.strftime("%Y%m%d")
    sku = number.replace_strict(dict(enumerate(goods.sku for goods in SHELF)), default="", return_dtype=pl.String)
    numbered = pl.format("{}-{}", kind, number.cast(pl.String).str.zfill(4))
    return (
        pl.when(kind == "account")
        .then(pl.lit(_BRAND))
        .when(kind == "product")
        .then(sku)
        .when(kind == "live")
        .then(pl.format("live-{}", night))
        .otherwise(numbered)
    )


def _event_ids(spec: Spec, at: Ints, tails: np.random.Generator) -> pl.Series:
    """UUIDv7 (RFC 9562) of the moment and a settled random tail."""
    count = len(at)
    ids = tails.integers(0, 256, (count, 16), dtype=np.uint8)
    midnight = int(spec.start.replace(tzinfo=UTC).timestamp() * 1000) - 8 * HOUR * 1000
    ids[:, :6] = (midnight + at * 1000).astype(">u8").view(np.uint8).reshape(count, 8)[:, 2:]
    ids[:, 6] = ids[:, 6] & 0x0F | 0x70
    ids[:, 8] = ids[:, 8] & 0x3F | 0x80
    digits = np.frombuffer(ids.tobytes().hex().encode(), dtype="S32").astype("U32")
    text = pl.Series(digits.tolist(), dtype=pl.String).str
    return (
        pl.DataFrame([text.slice(*span).alias(str(span)) for span in _UUID_PARTS])
        .select(pl.concat_str(pl.all(), separator="-"))
        .to_series()
    )
