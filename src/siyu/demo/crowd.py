"""Who the people of a set are: faces for the files, and the hidden traits that make them buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from siyu.demo import words
from siyu.demo.seasons import hourly_weights
from siyu.demo.spec import CHANNELS, HOUR, YOUZAN, Flags, Floats, Ints, Spec

# No carrier has been given these blocks, so that a number of the demo rings nowhere.
PHONE_BLOCKS = (154, 160, 161, 163, 164, 168, 169, 179)
NEVER_BOUGHT = 0.18  # of all people: they watch and read, and have not bought yet
_HOME_SHARES = (0.38, 0.33, 0.17, 0.12)
_SECOND_SHARES = (0.24, 0.22, 0.18, 0.36)  # the private-domain shop wins people of the others
_SECOND_CHANNEL = 0.7
_OTHER_PHONE = 0.03

# BG/NBD (Fader, Hardie & Lee 2005): pace ~ Gamma(r, alpha) a day, leaving ~ Beta(a, b) after each repurchase.
PACE_R, PACE_ALPHA = 0.18, 11.0
LEAVE_A, LEAVE_B = 0.8, 6.0
_FASTEST = 0.15  # purchases a day; no one buys more often for long
# Gamma-Gamma (Fader & Hardie 2013): basket ~ Gamma(p, v) yuan, v ~ Gamma(q, gamma).
SPEND_P, SPEND_Q, SPEND_GAMMA = 4.0, 3.4, 190.0


@dataclass(frozen=True)
class Crowd:
    """One entry a person in every array; `faces` has their words as columns."""

    faces: pl.DataFrame
    buys: Flags
    joined: Ints
    """Seconds at which a buyer first buys, or a watcher first comes."""
    home: Ints
    second: Ints
    """Another channel of the person, or -1."""
    pace: Floats
    leave: Floats
    spend: Floats
    likes_wear: Floats
    lively: Floats
    """How much the person does apart from buying; 1 is usual."""

    def __len__(self) -> int:
        return len(self.joined)


def make_crowd(spec: Spec) -> Crowd:
    """Everyone of the set, in no meaningful order."""
    traits, count = spec.rng("traits"), spec.people
    pace = np.clip(traits.gamma(PACE_R, 1 / PACE_ALPHA, count), 1e-6, _FASTEST)
    home = traits.choice(len(CHANNELS), count, p=_HOME_SHARES)
    second = np.where(traits.random(count) < _SECOND_CHANNEL, traits.choice(len(CHANNELS), count, p=_SECOND_SHARES), -1)
    return Crowd(
        faces=_faces(spec),
        buys=traits.random(count) >= NEVER_BOUGHT,
        joined=_arrivals(spec),
        home=home,
        second=np.where(second == home, np.where(home == YOUZAN, -1, YOUZAN), second),
        pace=pace,
        leave=traits.beta(LEAVE_A, LEAVE_B, count),
        spend=traits.gamma(SPEND_Q, 1 / SPEND_GAMMA, count),
        likes_wear=traits.beta(2.0, 2.2, count),
        lively=traits.gamma(1.3, 0.6, count) + np.minimum(pace * PACE_ALPHA / PACE_R, 4.0) * 0.35 + 0.05,
    )


def _arrivals(spec: Spec) -> Ints:
    """When people come: at the pace of the seasons, and more of them as the brand grows."""
    rng = spec.rng("arrivals")
    weights = hourly_weights(spec) * np.linspace(0.6, 1.5, spec.days * 24)
    chances = np.cumsum(weights / weights.sum())
    hours = np.searchsorted(chances, rng.random(spec.people) * chances[-1], side="right")
    return np.asarray(hours * HOUR + rng.integers(0, HOUR, spec.people), dtype=np.int64)


def scramble(numbers: Ints, size: int, multiplier: int) -> Ints:
    """Spread distinct numbers below `size` without a clash (the multiplier must be coprime to `size`)."""
    products = [number * multiplier % size for number in numbers.tolist()]  # beyond 64 bits on the way
    return np.array(products, dtype=np.int64)


def pick(words_: Sequence[str], at: Ints) -> pl.Series:
    """The words at these places."""
    return pl.Series(words_, dtype=pl.String).gather(at)


def _faces(spec: Spec) -> pl.DataFrame:
    rng, count = spec.rng("faces"), spec.people
    everyone = np.arange(count, dtype=np.int64)
    combos = len(words.NICK_FIRST) * len(words.NICK_SECOND)
    nick = scramble(everyone, combos * 10_000, 7_368_787)
    city = rng.choice(len(words.CITIES), count, p=_city_shares())
    return pl.DataFrame(
        {
            "surname": pick(words.SURNAMES, rng.integers(0, len(words.SURNAMES), count)),
            "first": pick(words.GIVEN_FIRST, rng.integers(0, len(words.GIVEN_FIRST), count)),
            "given": pick(words.GIVEN_SECOND, rng.integers(0, len(words.GIVEN_SECOND), count)),
            "short": rng.random(count) < 0.18,
            "nick_first": pick(words.NICK_FIRST, nick % len(words.NICK_FIRST)),
            "nick_second": pick(words.NICK_SECOND, nick // len(words.NICK_FIRST) % len(words.NICK_SECOND)),
            "nick_number": nick // combos,
            "phone": _phones(everyone * 2),
            "phone_2": _phones(everyone * 2 + 1),
            "changed": rng.random(count) < _OTHER_PHONE,
            "province": pick([row[0] for row in words.CITIES], city),
            "city": pick([row[1] for row in words.CITIES], city),
            "districts": pick([row[2] for row in words.CITIES], city).str.split(" "),
            "zip": pick([row[3] for row in words.CITIES], city),
            "draw": rng.integers(0, 1 << 30, count),
            "street": pick(words.STREETS, rng.integers(0, len(words.STREETS), count)),
            "estate": pick(words.ESTATES, rng.integers(0, len(words.ESTATES), count)),
            "house": rng.integers(1, 200, count),
            "flat": rng.integers(1, 30, count) * 100 + rng.integers(1, 5, count),
            "birthday": rng.integers(0, 365, count),
        }
    ).select(
        number=pl.int_range(pl.len(), dtype=pl.Int64),
        name=pl.col("surname") + pl.when("short").then(pl.lit("")).otherwise(pl.col("first")) + pl.col("given"),
        nick=pl.col("nick_first")
        + pl.col("nick_second")
        + pl.when(pl.col("nick_number") > 0).then(pl.col("nick_number").cast(pl.String)).otherwise(pl.lit("")),
        phone="phone",
        later_phone=pl.when("changed").then("phone_2").otherwise("phone"),
        province="province",
        city="city",
        district=pl.col("districts").list.get(pl.col("draw") % pl.col("districts").list.len()),
        zip="zip",
        street=pl.format("{}{}号{}{}室", "street", "house", "estate", "flat"),
        birthday_md=(pl.date(2023, 1, 1) + pl.duration(days=pl.col("birthday"))).dt.strftime("%m-%d"),
    )


def _city_shares() -> Floats:
    shares = np.array([float(row[4]) for row in words.CITIES])
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _phones(numbers: Ints) -> pl.Series:
    places = scramble(numbers, len(PHONE_BLOCKS) * 10**8, 314_159_269)
    blocks = np.array(PHONE_BLOCKS, dtype=np.int64)[places // 10**8]
    return pl.Series(blocks * 10**8 + places % 10**8).cast(pl.String)
