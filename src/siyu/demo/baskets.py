"""What lies in an order: a Gamma-Gamma amount to spend, turned into goods of the shelf, less coupons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from siyu.demo.crowd import SPEND_P, Crowd
from siyu.demo.goods import BEAUTY, PRICE_FEN, WEAR
from siyu.demo.purchases import Purchases
from siyu.demo.seasons import day_pulls
from siyu.demo.spec import DAY, Flags, Floats, Ints, Spec

_LINES = 3
_FREIGHT_BELOW_FEN, _FREIGHT_FEN = 5_900, 800


@dataclass(frozen=True)
class Baskets:
    """Amounts in fen; one entry an order, and one entry a line (sorted by order, the dearest wish first)."""

    goods_fen: Ints
    discount_fen: Ints
    freight_fen: Ints
    line_order: Ints
    line_goods: Ints
    line_quantity: Ints
    line_fen: Ints
    """What the line costs after its share of the discount; freight stands apart."""

    @property
    def total_fen(self) -> Ints:
        """What the buyer is asked for."""
        return np.asarray(self.goods_fen - self.discount_fen + self.freight_fen)


def make_baskets(spec: Spec, crowd: Crowd, purchases: Purchases) -> Baskets:
    """Fill a basket for every order."""
    rng = spec.rng("baskets")
    budget = rng.gamma(SPEND_P, 1 / crowd.spend[purchases.person]) * 100
    wear = _wants_wear(rng, budget, crowd.likes_wear[purchases.person], purchases.live)
    goods = np.full((len(purchases), _LINES), -1, dtype=np.int64)
    quantity = np.zeros((len(purchases), _LINES), dtype=np.int64)
    left = budget.copy()
    for line in range(_LINES):
        wanted = np.ones(len(left), dtype=np.bool_) if line == 0 else (left > 6_000) & (rng.random(len(left)) < 0.75)
        chosen = _choose(rng, left, wear if line == 0 else np.zeros_like(wear))
        many = np.clip(left // PRICE_FEN[chosen], 1, 3).astype(np.int64)
        many = np.where(np.isin(chosen, BEAUTY) & (rng.random(len(left)) < 0.5), many, 1)
        goods[:, line] = np.where(wanted, chosen, -1)
        quantity[:, line] = np.where(wanted, many, 0)
        left = left - np.where(wanted, PRICE_FEN[chosen] * many, 0)
    return _priced(spec, rng, purchases, goods, quantity)


def _wants_wear(rng: np.random.Generator, budget: Floats, likes_wear: Floats, live: Flags) -> Flags:
    """The more there is to spend the more it is a qipao; live nights show mostly qipao."""
    lean = (np.log(budget) - np.log(30_000)) / 0.45 + (likes_wear - 0.48) * 5 + np.where(live, 0.8, 0.0)
    return np.asarray(rng.random(len(budget)) < 1 / (1 + np.exp(-lean)))


def _choose(rng: np.random.Generator, budget: Floats, wear: Flags) -> Ints:
    """Goods of about the price that the budget allows."""
    aim = budget * rng.uniform(0.7, 1.12, len(budget))
    chosen = np.empty(len(budget), dtype=np.int64)
    for shelf, wanted in ((WEAR, wear), (BEAUTY, ~wear)):
        place = np.searchsorted(PRICE_FEN[shelf], aim[wanted], side="right") - 1
        place = place - (rng.random(len(place)) < 0.25)
        chosen[wanted] = shelf[np.clip(place, 0, len(shelf) - 1)]
    return chosen


def _priced(spec: Spec, rng: np.random.Generator, purchases: Purchases, goods: Ints, quantity: Ints) -> Baskets:
    gross = np.where(goods >= 0, PRICE_FEN[goods] * quantity, 0)
    goods_fen = gross.sum(axis=1)
    sale = day_pulls(spec)[purchases.placed // DAY] > 1.4
    coupon = np.where(sale, rng.random(len(sale)) < 0.85, rng.random(len(sale)) < 0.25)
    percent = np.where(sale, rng.integers(8, 19, len(sale)), rng.integers(4, 11, len(sale)))
    discount = np.where(coupon, goods_fen * percent // 10_000 * 100, 0)
    share = gross - discount[:, None] * gross // goods_fen[:, None]
    share[:, 0] += goods_fen - discount - share.sum(axis=1)
    order, line = np.nonzero(goods >= 0)
    return Baskets(
        goods_fen=goods_fen,
        discount_fen=discount,
        freight_fen=np.where(goods_fen - discount < _FREIGHT_BELOW_FEN, _FREIGHT_FEN, 0),
        line_order=order.astype(np.int64),
        line_goods=goods[order, line],
        line_quantity=quantity[order, line],
        line_fen=share[order, line],
    )
