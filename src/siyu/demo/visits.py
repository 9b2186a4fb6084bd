"""When people come without buying, and just before they buy; visits fade once someone has left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from siyu.demo.book import Book
from siyu.demo.seasons import Clock, hourly_weights, in_live_night
from siyu.demo.spec import DAY, HOUR, Flags, Floats, Ints

VISITS_A_DAY = 0.066  # of a person as lively as most
_FADED = 0.14  # of the visits, once a person has left
_WATCHES_LIVE = 0.75  # of the visits in a live night


@dataclass(frozen=True)
class Lives:
    """From when until when each person is around, in seconds; `last` is -1 for people who never bought."""

    since: Ints
    until: Ints
    first: Ints
    last: Ints
    orders: Ints


def make_lives(book: Book) -> Lives:
    """People come some days before they first buy and stay some weeks after they last bought."""
    rng, crowd, end = book.spec.rng("lives"), book.crowd, book.spec.end
    count = len(crowd)
    paid = book.orders.filter(pl.col("paid") >= 0)
    person, placed = paid["person"].to_numpy(), paid["placed"].to_numpy()
    first, last = np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    np.maximum.at(last, person, placed)
    first[person[::-1]] = placed[::-1]  # orders stand in time order
    known = np.where(first >= 0, first, crowd.joined)
    came = known - rng.exponential(9 * DAY, count)
    since = np.where(came < 0, known * rng.random(count), came).astype(np.int64)
    stays = np.where(
        last >= 0, rng.exponential(np.clip(1 / crowd.pace, 25, 110) * DAY), rng.exponential(40 * DAY, count)
    )
    until = np.minimum(np.where(last >= 0, last, since) + stays, end).astype(np.int64)
    return Lives(since, np.maximum(until, since), first, last, np.bincount(person, minlength=count))


def make_visits(book: Book, lives: Lives) -> pl.DataFrame:
    """Visits with person, at, what (`note`, `shop`, `group`, `live`) of people as they live with the brand."""
    rng, crowd, clock = book.spec.rng("visits"), book.crowd, Clock(hourly_weights(book.spec))
    end = np.full(len(crowd), book.spec.end)
    parts = []
    for begin, finish, pace in ((lives.since, lives.until, VISITS_A_DAY), (lives.until, end, VISITS_A_DAY * _FADED)):
        low, high = clock.to_steady(begin), clock.to_steady(np.maximum(finish, begin))
        number = rng.poisson(crowd.lively * pace * (high - low) / DAY)
        person = np.repeat(np.arange(len(crowd)), number)
        steady = low[person] + (high - low)[person] * rng.random(len(person))
        parts.append((person, clock.to_calendar(steady)))
    person = np.concatenate([part[0] for part in parts])
    at = np.concatenate([part[1] for part in parts])
    return pl.DataFrame({"person": person, "at": at, "what": _what(rng, in_live_night(book.spec, at), len(at))})


def _what(rng: np.random.Generator, live_night: Flags, count: int) -> pl.Series:
    draw: Floats = rng.random(count)
    live = live_night & (rng.random(count) < _WATCHES_LIVE)
    place = np.where(live, 3, np.searchsorted([0.5, 0.8], draw))
    return pl.Series(["note", "shop", "group", "live"]).gather(place)


def make_approaches(book: Book) -> pl.DataFrame:
    """Visits that end in an order: person, at, order, live, goods; minutes before, or some days before."""
    rng = book.spec.rng("approaches")
    first_lines = book.lines.filter(pl.col("position") == 0).select("order", "goods")
    orders = book.orders.select("order", "person", "placed", "live").join(first_lines, on="order", how="left")
    minutes = rng.integers(120, 2_400, orders.height)
    earlier = orders.with_columns(gap=pl.Series(rng.exponential(1.6 * DAY, orders.height).astype(np.int64) + HOUR))
    earlier = earlier.filter(pl.Series(rng.random(orders.height) < 0.55)).with_columns(live=pl.lit(value=False))
    return (
        pl.concat([orders.with_columns(gap=pl.Series(minutes)), earlier])
        .with_columns(at=pl.col("placed") - pl.col("gap"))
        .filter(pl.col("at") >= 0)
        .select("person", "at", "live", "goods")
    )
