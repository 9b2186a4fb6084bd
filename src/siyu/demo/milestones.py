"""What happens to a person once or now and then: following, joining a group, a quiz, an invitation, coupons."""

from __future__ import annotations

import numpy as np
import polars as pl

from siyu.demo.book import Book
from siyu.demo.spec import DAY, HOUR, Floats, Ints
from siyu.demo.visits import Lives

_FOLLOWS, _UNFOLLOWS = 0.72, 0.12
_QUIZ, _REFERRED = 0.14, 0.24
_WON_LIVE = 0.45
NO_LIVE = -1
GROUPS = 12


def make_milestones(book: Book, lives: Lives, visits: pl.DataFrame) -> pl.DataFrame:
    """Facts with person, at, kind, object_type, object_no, amount_fen and props; times beyond the end stay in."""
    once = [*_follows(book, lives, visits), *_groups(book, lives), _quizzes(book, lives), *_referrals(book, lives)]
    return pl.concat([*once, *_coupons(book)], how="diagonal")


def _facts(person: Ints, at: Ints | Floats, kind: str, object_type: str, object_no: Ints | int = 0) -> pl.DataFrame:
    return pl.DataFrame({"person": person, "at": np.asarray(at, dtype=np.int64)}).with_columns(
        kind=pl.lit(kind),
        object_type=pl.lit(object_type),
        object_no=pl.lit(object_no, dtype=pl.Int64) if isinstance(object_no, int) else pl.Series(object_no),
    )


def _follows(book: Book, lives: Lives, visits: pl.DataFrame) -> list[pl.DataFrame]:
    """People follow when they first come, or, many of them, during the first live night that they watch."""
    rng, count = book.spec.rng("follows"), len(book.crowd)
    follows = rng.random(count) < _FOLLOWS
    first_live = visits.filter(pl.col("what") == "live").group_by("person").agg(pl.col("at").min()).sort("person")
    watched = np.full(count, NO_LIVE, dtype=np.int64)
    watched[first_live["person"].to_numpy()] = first_live["at"].to_numpy()
    won_live = (watched != NO_LIVE) & (rng.random(count) < _WON_LIVE)
    begins = np.where(won_live, watched, lives.since)
    gone = follows & (lives.until < book.spec.end - 30 * DAY) & (rng.random(count) < _UNFOLLOWS)
    who, leavers = np.flatnonzero(follows), np.flatnonzero(gone)
    return [
        _facts(who, begins[who] + rng.integers(30, 600, len(who)), "account.followed", "account"),
        _facts(
            leavers, lives.until[leavers] + rng.integers(HOUR, 20 * DAY, len(leavers)), "account.unfollowed", "account"
        ),
    ]


def _groups(book: Book, lives: Lives) -> list[pl.DataFrame]:
    """Buyers are invited to a group after they received something; those who buy again join more often."""
    rng, count = book.spec.rng("groups"), len(book.crowd)
    joins = rng.random(count) < np.select([lives.orders >= 3, lives.orders >= 1], [0.62, 0.2], 0.03)
    who = np.flatnonzero(joins)
    at = np.where(lives.first >= 0, lives.first, lives.since)[who] + rng.exponential(6 * DAY, len(who)) + HOUR
    joined = _facts(who, at, "group.joined", "group", group_of(who))
    left = joined.filter(pl.Series(rng.random(len(who)) < 0.09)).with_columns(
        kind=pl.lit("group.left"), at=pl.col("at") + 25 * DAY
    )
    return [joined, left]


def group_of(person: Ints) -> Ints:
    """The group a person belongs to when in one."""
    return person * 31 % GROUPS + 1


def _quizzes(book: Book, lives: Lives) -> pl.DataFrame:
    rng, count = book.spec.rng("quizzes"), len(book.crowd)
    who = np.flatnonzero(rng.random(count) < _QUIZ)
    at = lives.since[who] + (lives.until - lives.since)[who] * rng.random(len(who))
    answers = pl.Series(["干皮", "油皮", "混合皮", "敏感肌"]).gather(rng.integers(0, 4, len(who)))
    facts = _facts(who, at, "quiz.answered", "quiz", 1)
    return facts.with_columns(props=pl.lit('{"skin":"') + answers + pl.lit('"}'))


def _referrals(book: Book, lives: Lives) -> list[pl.DataFrame]:
    """About one newcomer in four is brought by someone who bought before and is livelier than most."""
    rng, crowd = book.spec.rng("referrals"), book.crowd
    order = np.argsort(lives.since, kind="stable")
    came = order[rng.random(len(order)) < _REFERRED]
    buyers = np.flatnonzero(lives.first >= 0)
    hosts = buyers[np.argsort(lives.first[buyers], kind="stable")]
    weight = np.cumsum(crowd.lively[hosts] ** 1.5)
    before = np.searchsorted(lives.first[hosts], lives.since[came])
    came, before = came[before > 0], before[before > 0]
    host = hosts[np.searchsorted(weight, rng.random(len(came)) * weight[before - 1])]
    at = lives.since[came]
    invited = at - np.minimum(rng.integers(600, 2 * DAY, len(came)), at * rng.random(len(came)))
    return [
        _facts(host, invited, "referral.invited", "invitation", came),
        _facts(came, at + 20, "referral.joined", "invitation", came),
    ]


def _coupons(book: Book) -> list[pl.DataFrame]:
    """A coupon behind every discount, claimed hours before; and about as many claimed in vain."""
    rng = book.spec.rng("coupons")
    used = book.orders.filter((pl.col("discount_fen") > 0) & (pl.col("paid") >= 0))
    person, placed = used["person"].to_numpy(), used["placed"].to_numpy()
    month = placed // (30 * DAY)
    claimed = np.maximum(placed - rng.exponential(14 * HOUR, len(placed)) - 60, placed // 2)
    vain = rng.random(len(placed)) < 0.6
    again = placed[vain] + rng.integers(3 * DAY, 40 * DAY, int(vain.sum()))
    spent = _facts(person, placed, "coupon.used", "coupon", month).with_columns(amount_fen=used["discount_fen"])
    return [
        _facts(person, claimed, "coupon.claimed", "coupon", month),
        spent,
        _facts(person[vain], again, "coupon.claimed", "coupon", month[vain] + 1),
    ]
