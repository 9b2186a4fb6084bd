"""The behaviour goes with the buying: people look before they buy, the best are the liveliest, the gone fall silent."""

from __future__ import annotations

from uuid import UUID

import polars as pl
import pytest

from siyu.demo.book import Book
from siyu.demo.facts import write_facts
from siyu.demo.keys import person_keys
from siyu.demo.seasons import in_live_night
from siyu.demo.spec import DAY
from siyu.domains.facts.kinds import KINDS


@pytest.fixture(scope="session")
def facts(book: Book, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("facts")
    write_facts(book, folder, person_keys(book))
    local = pl.col("at").dt.convert_time_zone("Asia/Shanghai").dt.replace_time_zone(None)
    return pl.read_parquet(folder / "behaviour.parquet").with_columns(
        seconds=(local - pl.lit(book.spec.start)).dt.total_seconds()
    )


def test_kinds_are_those_of_the_catalogue(facts: pl.DataFrame) -> None:
    kinds = set(facts["kind"].unique())
    assert kinds <= KINDS.keys()
    wanted = "note.viewed note.liked note.collected note.commented note.shared live.entered live.commented live.liked"
    wanted += " group.joined group.messaged group.checked_in account.followed coupon.claimed coupon.used"
    wanted += " product.viewed cart.added quiz.answered referral.invited referral.joined"
    assert set(wanted.split()) <= kinds
    assert not any(kind.startswith("order.") for kind in kinds)


def test_ids_are_unique_and_of_their_time(facts: pl.DataFrame) -> None:
    assert facts["event_id"].n_unique() == facts.height
    for text, at in facts.select("event_id", "at").head(50).rows():
        uuid = UUID(text)
        assert uuid.version == 7
        assert uuid.int >> 80 == int(at.timestamp() * 1000)


def test_facts_lie_within_the_set(book: Book, facts: pl.DataFrame) -> None:
    assert facts["seconds"].min() >= 0
    assert facts["seconds"].max() < book.spec.end


def test_lives_are_watched_on_live_nights_only(book: Book, facts: pl.DataFrame) -> None:
    entered = facts.filter(pl.col("kind") == "live.entered")["seconds"].to_numpy()
    assert in_live_night(book.spec, entered).mean() > 0.97


def test_most_buyers_looked_at_goods_in_the_days_before(book: Book, facts: pl.DataFrame) -> None:
    seen = facts.filter(pl.col("kind").is_in(["product.viewed", "live.entered"])).select("person", "seconds")
    keys = person_keys(book).rename({"person": "number"})
    orders = book.orders.join(keys, left_on="person", right_on="number").select("order", "placed", who="key")
    before = orders.join(seen, left_on="who", right_on="person").filter(
        (pl.col("seconds") <= pl.col("placed")) & (pl.col("seconds") > pl.col("placed") - 2 * DAY)
    )
    assert before["order"].n_unique() / orders.height > 0.9


def test_the_best_are_the_liveliest_and_the_gone_are_silent(book: Book, facts: pl.DataFrame) -> None:
    keys = person_keys(book)
    paid = book.orders.filter(pl.col("paid") >= 0).group_by("person").agg(n=pl.len(), last=pl.col("placed").max())
    recent = facts.filter(pl.col("seconds") > book.spec.end - 30 * DAY).group_by("person").len()
    people = (
        keys.join(paid, on="person")
        .join(facts.group_by("person").len(), left_on="key", right_on="person", how="left")
        .join(recent, left_on="key", right_on="person", how="left", suffix="_recent")
        .fill_null(0)
    )
    often, once = people.filter(pl.col("n") >= 5)["len"].mean(), people.filter(pl.col("n") == 1)["len"].mean()
    assert often > 3 * once
    gone = people.filter(pl.col("last") < book.spec.end - 270 * DAY)["len_recent"].mean()
    here = people.filter(pl.col("last") > book.spec.end - 60 * DAY)["len_recent"].mean()
    assert here > 5 * gone


def test_a_group_is_joined_before_it_is_spoken_in(facts: pl.DataFrame) -> None:
    joined = facts.filter(pl.col("kind") == "group.joined").select("person", joined="seconds")
    said = facts.filter(pl.col("kind") == "group.messaged").join(joined, on="person", how="left")
    assert said["joined"].null_count() == 0
    assert (said["seconds"] >= said["joined"]).all()


def test_old_fans_bring_about_a_quarter_of_the_new(book: Book, facts: pl.DataFrame) -> None:
    assert 0.15 < facts.filter(pl.col("kind") == "referral.joined").height / len(book.crowd) < 0.3
