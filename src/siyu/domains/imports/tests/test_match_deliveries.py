"""Masked number, city and receiver across channels: proposed to a human once, never merged, bounded, undoable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import propose_matches as proposing
from siyu.domains.fans.actions.decide_review import decide_review
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.models import Delivery, MatchReview, Person
from siyu.domains.fans.queries.review_queue import review_page
from siyu.domains.fans.tests.worlds import make_desk, make_person
from siyu.domains.imports.actions import job_files
from siyu.domains.imports.actions import match_deliveries as matching
from siyu.domains.imports.actions.match_deliveries import hand_over_deliveries, match_deliveries
from siyu.domains.imports.jobs import compare_deliveries
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.reading import staging
from siyu.domains.imports.tests.files import bring, preset_file, taobao

pytestmark = pytest.mark.django_db


def _notes(number: str, buyer: str, phone: str, name: str, city: str = "杭州市") -> dict[str, str]:
    """An order of Xiaohongshu."""
    return {
        "订单号": number, "规格ID": "s", "SKU件数": "1", "用户应付金额(元)": "5", "支付时间": "2024-05-01 10:00:00",
        "用户编号": buyer, "收件人姓名": name, "收件人电话": phone, "市": city, "订单状态": "已完成", "SKU名称": "裙",
    }  # fmt: skip


def _shop(number: str, buyer: str, phone: str, name: str, city: str = "杭州市") -> dict[str, str]:
    """An order of Taobao."""
    return taobao(number, 买家会员名=buyer, 联系手机=phone, 收货人姓名=name, 收货地址=f"浙江省 {city} 西湖区 某路 1 号")


@pytest.fixture
def take(account: Account, tmp_path: Path) -> Any:
    """Import rows of a preset, and do what the worker does afterwards; the warnings of the job."""

    def take_in(preset: str, *rows: dict[str, str]) -> dict[str, int]:
        bring(account, preset_file(tmp_path / f"{ImportJob.objects.of(account).count()}.csv", preset, list(rows)))
        job = ImportJob.objects.of(account).latest("pk")
        compare_deliveries.func(job.pk)
        job.refresh_from_db()
        assert not job_files.deliveries_folder(job).exists()
        return {one["kind"]: one["count"] for one in job.warnings}

    return take_in


def _living(account: Account) -> int:
    return Person.objects.of(account).filter(merged_into=None).count()


@pytest.mark.parametrize(
    ("phone", "name", "sure"),
    [
        ("138****1234", "张小丽", 0.9),
        ("138****1234", "张**", 0.7),
        ("138****1234", "张女士", 0.7),
        ("138******34", "张小丽", 0.5),
        ("138******34", "张**", None),  # five digits and a surname are too little
        ("138****1234", "李**", None),
        ("138****1235", "张小丽", None),
        ("138****1234", "***", None),
    ],
)
def test_what_fits_waits_for_a_human_with_its_evidence(
    account: Account, take: Any, phone: str, name: str, sure: Any
) -> None:
    take("taobao", _shop("1", "tb_li", "13800001234", "张小丽"))
    said = take("xiaohongshu", _notes("P1", "u1", phone, name))
    assert said.get("possible_matches", 0) == (1 if sure else 0)
    assert _living(account) == 2  # never merged by itself
    reviews = review_page(account).rows
    assert [(one.reason, one.evidence["confidence"]) for one in reviews] == ([("masked_phone", sure)] if sure else [])
    if sure:
        assert reviews[0].evidence["phones"] == ["138****1234", phone]
        assert reviews[0].evidence["receivers"] == ["张小丽", name]
        assert "13800001234" not in str(list(Delivery.objects.of(account).values()))


def test_another_city_one_channel_or_two_whole_numbers_are_no_match(account: Account, take: Any) -> None:
    take("taobao", _shop("1", "a", "13800001234", "张小丽"), _shop("2", "b", "138****1234", "张小丽"))
    take(
        "xiaohongshu",
        _notes("P1", "u1", "138****1234", "张小丽", "宁波市"),
        _notes("P2", "u2", "13877771234", "张小丽"),
    )
    pairs = [(r.first.key, r.second.key) for r in review_page(account).rows]
    assert pairs == [("b", "u2")]  # u2 came with a whole number, which is not that of a


def test_the_same_again_or_in_another_order_proposes_nothing_new(account: Account, take: Any) -> None:
    shop, notes = _shop("1", "a", "13800001234", "张小丽"), _notes("P1", "u1", "138****1234", "张*")
    take("xiaohongshu", notes)
    assert take("taobao", shop) == {"possible_matches": 1}
    assert take("taobao", shop, _shop("2", "a", "13800001234", "张小丽")) == {}
    assert take("xiaohongshu", notes) == {}
    match_deliveries(ImportJob.objects.of(account).latest("pk").pk)
    assert MatchReview.objects.of(account).count() == 1


def test_not_the_same_is_believed_for_good(account: Account, take: Any) -> None:
    """Also when either was merged with a third since, and the third's orders would fit as well."""
    desk = make_desk(account)
    take("taobao", _shop("1", "a", "13800001234", "张小丽"))
    take("xiaohongshu", _notes("P1", "u1", "138****1234", "张*"))
    decide_review(desk, MatchReview.objects.of(account).get().pk, "dismiss")
    assert take("taobao", _shop("2", "a", "13800001234", "张小丽", "宁波市")) == {}
    third = make_person(account, "third")
    a = Person.objects.of(account).get(key="a")
    merge_on_evidence(account, third.pk, a.pk, reason="test")
    assert take("xiaohongshu", _notes("P2", "u1", "138****1234", "张小丽")) == {}
    assert MatchReview.objects.of(account).count() == 1


def test_a_decision_can_be_undone(account: Account, take: Any) -> None:
    desk = make_desk(account)
    take("taobao", _shop("1", "a", "13800001234", "张小丽"))
    take("xiaohongshu", _notes("P1", "u1", "138****1234", "张*"))
    review = MatchReview.objects.of(account).get()
    decide_review(desk, review.pk, "merge")
    assert _living(account) == 1
    decide_review(desk, review.pk, "undo")
    assert _living(account) == 2
    assert len(review_page(account).rows) == 1


def test_a_number_that_many_share_is_passed_over_and_said(account: Account, take: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(proposing, "MOST_PERSONS", 4)
    take("taobao", *(_shop(str(n), f"t{n}", "138****1234", "张小丽") for n in range(3)))
    said = take("xiaohongshu", *(_notes(f"P{n}", f"u{n}", "138****1234", "张*") for n in range(3)))
    assert said == {"crowded_matches": 1}
    assert not MatchReview.objects.of(account).exists()


def test_batches_of_any_size_find_the_same(account: Account, take: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(proposing, "_AT_ONCE", 2)
    take("taobao", *(_shop(str(n), f"t{n}", f"1380000{n:04d}", "张小丽") for n in range(7)))
    said = take("xiaohongshu", *(_notes(f"P{n}", f"u{n}", f"138****{n:04d}", "张*") for n in range(7)))
    assert said == {"possible_matches": 7}
    assert not Delivery.objects.of(account).filter(checked=False).exists()


def test_a_delivery_of_many_chunks_is_handed_over_and_noted_once(account: Account, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "CHUNK_ROWS", 1)
        patch.setattr(staging, "_BATCH", 1)
        rows = [_notes(f"P{n}", f"u{n % 2}", f"138****{n % 2:04d}", "张*") for n in range(6)]
        bring(account, preset_file(tmp_path / "many.csv", "xiaohongshu", rows))
    job = ImportJob.objects.of(account).latest("pk")
    folder = job_files.deliveries_folder(job)
    assert job.counters["chunks"] == len(list(folder.iterdir())) == 6
    assert hand_over_deliveries(job, job_files.work_folder(job))  # as after a kill between the move and the commit
    seen: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "note_deliveries", lambda _account, found: seen.extend(one.identity for one in found))
        match_deliveries(job.pk)
    assert len(seen) == len(set(seen)) == 2
    assert not hand_over_deliveries(job, job_files.work_folder(job))
