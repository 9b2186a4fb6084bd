"""The made-up brand behaves as a qipao-and-beauty brand does: figures within the bounds that the field tells of."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from siyu.demo.book import Book
from siyu.demo.seasons import day_pull, hourly_weights
from siyu.demo.spec import DAY, Spec
from siyu.domains.insights.prediction import bgnbd, gamma_gamma
from siyu.domains.insights.prediction.histories import Histories


def paid(book: Book) -> pl.DataFrame:
    return book.orders.filter(pl.col("paid") >= 0)


def test_four_in_ten_buyers_buy_again(book: Book) -> None:
    per_person = paid(book).group_by("person").len()
    assert 0.35 <= (per_person["len"] >= 2).mean() <= 0.45


def test_a_few_people_carry_the_brand(book: Book) -> None:
    per_person = paid(book).group_by("person").agg(net=(pl.col("total_fen") - pl.col("refund_fen")).sum())
    assert 0.03 <= (per_person["net"] >= 300_000).mean() <= 0.12
    best = per_person.sort("net", descending=True)["net"]
    assert 0.4 <= best.head(len(best) // 5).sum() / best.sum() <= 0.85


def test_buyers_are_known_in_more_than_one_channel(book: Book) -> None:
    per_person = paid(book).group_by("person").agg(channels=pl.col("channel").n_unique())
    assert 0.12 <= (per_person["channels"] >= 2).mean() <= 0.3
    assert set(book.orders["channel"].unique()) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("wear", "live", "at_once", "after_receipt"),
    [(True, True, (0.2, 0.3), (0.11, 0.19)), (True, False, (0.04, 0.1), (0.06, 0.13)),
     (False, True, (0.02, 0.1), (0.005, 0.05)), (False, False, (0.01, 0.04), (0.005, 0.03))],
)  # fmt: skip
def test_refunds_are_split_as_after_real_lives(
    book: Book, wear: bool, live: bool, at_once: tuple[float, float], after_receipt: tuple[float, float]
) -> None:
    old = paid(book).filter(
        (pl.col("placed") < book.spec.end - 30 * DAY) & (pl.col("wear") == wear) & (pl.col("live") == live)
    )
    back = pl.col("refunded") >= 0
    shares = old.select(at_once=(back & (pl.col("shipped") < 0)).mean(), later=(back & (pl.col("shipped") >= 0)).mean())
    assert at_once[0] <= shares["at_once"][0] <= at_once[1]
    assert after_receipt[0] <= shares["later"][0] <= after_receipt[1]


def test_live_nights_are_the_peaks_of_the_week(book: Book) -> None:
    hours = paid(book).select(
        weekday=(pl.col("placed") // DAY + book.spec.start.weekday()) % 7, hour=pl.col("placed") % DAY // 3_600
    )
    per_hour = hours.group_by("weekday", "hour").len().sort("len", descending=True).head(6)
    assert {(row["weekday"], row["hour"]) for row in per_hour.to_dicts()} == {
        (day, hour) for day in (3, 5) for hour in (20, 21, 22)
    }


def test_sales_days_sell_and_the_spring_festival_rests(book: Book) -> None:
    per_day = np.bincount(paid(book)["placed"].to_numpy() // DAY, minlength=book.spec.days)

    def sold(day: date) -> float:
        return float(per_day[(day - book.spec.start.date()).days])

    def usual(day: date) -> float:
        """The other days of three weeks before and after."""
        around = [abs(gap) for gap in (-21, -14, 14, 21)]
        return float(np.mean([sold(day - timedelta(days=gap)) for gap in around]))

    assert sold(date(2025, 11, 11)) > 2 * usual(date(2025, 11, 11))
    assert sold(date(2026, 6, 18)) > 1.5 * usual(date(2026, 6, 18))
    assert sold(date(2026, 2, 17)) < 0.7 * usual(date(2026, 2, 17))
    assert day_pull(date(2026, 8, 19)) > 1.5  # 七夕
    assert day_pull(date(2026, 8, 21)) == 1


def test_the_brand_grows(book: Book) -> None:
    halves = paid(book).group_by(pl.col("placed") // (DAY * 365)).len().sort("placed")["len"]
    assert halves[1] > 1.5 * halves[0]


def test_steady_time_keeps_its_mean() -> None:
    assert hourly_weights(Spec(day=date(2026, 3, 1), days=365)).mean() == pytest.approx(1)


def test_baskets_add_up(book: Book) -> None:
    lines = book.lines.group_by("order").agg(
        asked=pl.col("line_fen").sum(), shelf=(pl.col("price_fen") * pl.col("line_quantity")).sum()
    )
    orders = book.orders.join(lines, on="order")
    assert orders.height == book.orders.height
    assert (orders["asked"] + orders["freight_fen"] == orders["total_fen"]).all()
    assert (orders["shelf"] == orders["goods_fen"]).all()
    assert (book.lines["line_fen"] > 0).all()


def test_nothing_lies_in_the_future_and_steps_follow_each_other(book: Book) -> None:
    orders = book.orders
    for step in ("placed", "paid", "shipped", "received", "refunded", "closed"):
        assert (orders[step] < book.spec.end).all()
    for before, after in (("placed", "paid"), ("paid", "shipped"), ("shipped", "received"), ("paid", "refunded")):
        assert orders.filter(pl.col(after) >= 0).select((pl.col(before) < pl.col(after)).all()).item()
        assert orders.filter(pl.col(after) >= 0).select((pl.col(before) >= 0).all()).item()
    assert (orders["refund_fen"] <= orders["total_fen"]).all()
    assert (orders.filter(pl.col("refunded") < 0)["refund_fen"] == 0).all()


def test_the_last_day_is_alive(book: Book) -> None:
    assert (book.orders["placed"] >= book.spec.end - 15 * 3_600).sum() > 5


def test_people_have_numbers_of_their_own(book: Book) -> None:
    faces = book.crowd.faces
    assert faces["nick"].n_unique() == faces.height
    phones = pl.concat([faces["phone"], faces["later_phone"].filter(faces["later_phone"] != faces["phone"])])
    assert phones.n_unique() == len(phones)
    assert phones.str.contains(r"^1\d{10}$").all()
    assert book.orders["number"].n_unique() == book.orders.height


def test_the_predictions_find_the_process_again(book: Book) -> None:
    """BG/NBD and Gamma-Gamma fitted to the orders come out near what the crowd was drawn from."""
    day = pl.col("placed") // DAY
    net_yuan = (pl.col("total_fen") / 100).mean()
    people = (
        paid(book)
        .sort("placed")
        .group_by("person", maintain_order=True)
        .agg(x=day.n_unique() - 1, recency=day.max() - day.min(), age=book.spec.days - 1 - day.min(), z=net_yuan)
    )
    histories = Histories.of(people["x"], people["recency"], people["age"], people["z"])
    model = bgnbd.fit(histories)
    assert 0.13 < model.r < 0.28
    assert 7 < model.alpha < 22
    assert 0.02 < model.a / (model.a + model.b) < 0.25
    spending = gamma_gamma.fit(histories)
    mean = spending.p * spending.gamma / (spending.q - 1)
    assert 200 < mean < 380
