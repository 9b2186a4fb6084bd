"""The whole filling on a small brand: what the generator knows is what orders, facts and standings say."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from siyu.demo import fill
from siyu.demo.book import make_book
from siyu.demo.cast import BRAND, CAST, SECOND, desk_of
from siyu.demo.story import VIEWS, segments
from siyu.domains.accounts.queries.access import account_by_slug, accounts_of
from siyu.domains.fans.models import MatchReview, Person, PersonTag, SavedView, Standing
from siyu.domains.imports.models import ImportedOrder, ImportJob, RejectedRow
from siyu.domains.people.models import User
from siyu.domains.segments.models import Segment
from siyu.kernel.errors import NotFound
from siyu.platform.eventstore import EventStore


@pytest.mark.django_db(transaction=True)
def test_the_brand_is_what_the_generator_made(
    event_store: EventStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fill, "demo_folder", lambda: tmp_path)
    progress = fill.fill_demo(people=1_000)
    book, account = make_book(progress.spec), account_by_slug(BRAND)

    jobs = ImportJob.objects.of(account)
    assert {job.state for job in jobs} == {ImportJob.State.DONE}
    assert {job.preset for job in jobs} == {"taobao", "douyin", "xiaohongshu", "youzan"}

    sound = book.orders.filter(pl.col("spoiled") == 0)
    kept = ImportedOrder.objects.of(account)
    assert kept.count() == sound.height
    assert RejectedRow.objects.of(account).exclude(field__startswith="lines").count() >= (
        book.orders.height - sound.height
    )
    paid = sound.filter(pl.col("paid") >= 0)
    assert kept.exclude(paid_at=None).count() == paid.height
    whole = paid.filter(~pl.col("part"))
    for order_no, total, back in whole.select("order_no", "total_fen", "refund_fen").sample(200, seed=1).iter_rows():
        order = kept.get(order_no=order_no)
        assert (order.total_fen, order.refunded_fen, order.paid_fen) == (total, back, total - back)

    counted = event_store.query(
        "SELECT count(*) FILTER (kind = 43) AS paid, count(*) FILTER (kind = 10) AS viewed FROM facts"
        " WHERE account = $account",
        {"account": account.pk},
    ).to_pylist()[0]
    assert counted["paid"] == paid.height
    assert counted["viewed"] > 5_000

    buyers = Standing.objects.of(account).filter(orders__gt=0)
    known = paid.filter(pl.col("channel") != 1)["person"].n_unique()
    assert known * 0.9 < buyers.count() < paid["person"].n_unique() * 1.1
    assert buyers.exclude(p_alive=None).count() == buyers.count()
    assert buyers.filter(tier="super").exists()
    behaving = Person.objects.of(account).filter(identities__kind="key", standing__orders__gt=0)
    assert behaving.distinct().count() > 0.9 * buyers.count()  # behaviour found its buyers
    assert Person.objects.of(account).exclude(birthday_md="").exists()
    assert MatchReview.objects.of(account).exists()

    assert PersonTag.objects.of(account).filter(tag__name="旗袍买家").count() > 100
    assert Person.objects.of(account).exclude(remark="").count() == 40
    assert set(SavedView.objects.of(account).values_list("name", flat=True)) == set(VIEWS)
    assert set(Segment.objects.of(account).values_list("name", flat=True)) == set(segments(progress.spec.day))
    second = account_by_slug(SECOND)
    assert Standing.objects.of(second).filter(orders__gt=0).count() > 50

    assert fill.fill_demo().done == progress.done  # a second start finds nothing to do


@pytest.mark.django_db
def test_everyone_of_the_cast_gets_where_they_may_and_no_further() -> None:
    from siyu.demo.cast import bring_cast

    passwords = {part.email: f"pass-{number}" for number, part in enumerate(CAST)}
    bring_cast(passwords)
    bring_cast(dict.fromkeys(passwords, "another"))
    for part in CAST:
        assert User.objects.get(email=part.email).check_password(passwords[part.email])
    assert [account.slug for account in accounts_of(User.objects.get(email="boss@yunshang.example"))] == [BRAND, SECOND]
    assert desk_of("operator@yunshang.example").may("segments.edit")
    assert not desk_of("operator@yunshang.example").may("staff.manage")
    assert User.objects.get(email="staff@siyu.example").is_staff
    for email in ("member@yunshang.example", "staff@siyu.example"):
        with pytest.raises(NotFound):
            desk_of(email)
