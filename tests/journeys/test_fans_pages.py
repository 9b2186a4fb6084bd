"""The fans' pages over HTTP: who may, what they show, what they change, and how many queries they need."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from siyu.domains.fans import jobs
from siyu.domains.fans.desk import bulk
from siyu.domains.fans.models import MatchReview, Person, PersonTag, SavedView
from siyu.domains.fans.queries import person_narrowing
from siyu.domains.segments.models import Segment
from siyu.kernel import clock
from siyu.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def queries_of(client: Any, url: str) -> int:
    client.get(url)  # warm: content types, sessions
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("role", "status"), [("operator", 200), ("support", 200), ("host", 200), ("finance", 403), ("reviewer", 403)]
)
def test_the_list_opens_for_roles_that_see_fans(brand: Any, role: str, status: int) -> None:
    assert brand.client(role).get(brand.url("fans:list")).status_code == status


def test_strangers_and_the_logged_out_learn_nothing(brand: Any, client: Any) -> None:
    assert client.get(brand.url("fans:list")).status_code == 302
    other = brand.hire("owner")
    other.memberships.all().delete()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    person = Person.objects.of(brand.account).first()
    for url in (brand.url("fans:list"), brand.url("fans:person", person_id=person.pk), brand.url("fans:review")):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("page", ["fans:list", "today"])
def test_queries_do_not_grow_with_fans(brand: Any, page: str) -> None:
    client = brand.client()
    few = queries_of(client, brand.url(page))
    brand.add_fans(990)
    assert queries_of(client, brand.url(page)) == few


def test_queries_of_the_fan_page_do_not_grow_with_fans(brand: Any) -> None:
    client, person = brand.client(), Person.objects.of(brand.account).order_by("pk").last()
    url = brand.url("fans:person", person_id=person.pk)
    few = queries_of(client, url)
    brand.add_fans(490)
    assert queries_of(client, url) == few


def test_filters_narrow_and_pages_follow_each_other(brand: Any) -> None:
    brand.add_fans(190)
    client = brand.client()
    rows = re.compile(r'name="person" value="(\d+)"')
    seen: list[str] = []
    address = brand.url("fans:list") + "?orders_min=1"
    for _page in range(10):
        body = client.get(address).content.decode()
        seen += rows.findall(body)
        more = re.search(r'rel="next" href="([^"]+)"', body)
        if more is None:
            break
        address = brand.url("fans:list") + more[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 100


def test_amounts_are_typed_in_yuan_and_nonsense_is_said(brand: Any) -> None:
    client = brand.client()
    body = client.get(brand.url("fans:list") + "?net_paid_min_yuan=700").content.decode()
    assert body.count("data-row") == 2  # fans 7 and 9 spent 700 and 900 yuan
    assert (
        "Write an amount"
        in client.get(
            brand.url("fans:list") + "?net_paid_min_yuan=much", headers={"accept-language": "en"}
        ).content.decode()
    )


def test_tag_the_ticked_and_undo(brand: Any) -> None:
    client = brand.client("operator")
    ids = [str(pk) for pk in Person.objects.of(brand.account).values_list("pk", flat=True)[:3]]
    answer = client.post(brand.url("fans:tag"), {"person": ids, "tag": "真丝", "act": "tag", "scope": "ticked"})
    assert answer.status_code == 302
    assert PersonTag.objects.of(brand.account).count() == 3
    undo = re.search(r'data-undo="([^"]+)"', client.get(answer["Location"]).content.decode())
    assert undo is not None
    assert client.post(undo[1]).status_code == 204
    assert PersonTag.objects.of(brand.account).count() == 0


def test_tag_all_that_match_leaves_the_others_alone(brand: Any) -> None:
    client = brand.client("operator")
    client.post(brand.url("fans:tag"), {"tag": "买家", "act": "tag", "scope": "matching", "orders_min": "1"})
    assert PersonTag.objects.of(brand.account).count() == 5
    client.post(brand.url("fans:tag"), {"tag": "买家", "act": "untag", "scope": "matching", "net_paid_min": "70000"})
    assert PersonTag.objects.of(brand.account).count() == 3


def test_hosts_see_but_do_not_change(brand: Any) -> None:
    client, person = brand.client("host"), Person.objects.of(brand.account).first()
    body = client.get(brand.url("fans:list")).content.decode()
    assert "data-row" not in body
    assert client.post(brand.url("fans:tag"), {"tag": "x"}).status_code == 403
    address = brand.url("fans:remark", person_id=person.pk)
    assert client.post(address, {"remark": "x"}).status_code == 403
    assert client.post(brand.url("fans:export"), {"form": "csv"}).status_code == 403


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_is_safe_and_audited(brand: Any, form: str) -> None:
    Person.objects.of(brand.account).filter(key="key-9").update(name='=cmd|"/c calc"!A1')
    answer = brand.client("operator").post(brand.url("fans:export"), {"form": form})
    body = b"".join(answer.streaming_content)
    assert AuditEntry.objects.filter(account_id=brand.account.pk, act="persons.exported").count() == 1
    if form == "csv":
        text = body.decode("utf-8-sig")
        assert "'=cmd" in text
        assert not re.search(r'(^|,)"?[=+@]', text, re.MULTILINE)
    else:
        assert body[:2] == b"PK"


def test_views_are_saved_renamed_and_deleted(brand: Any) -> None:
    client = brand.client("operator")
    client.post(brand.url("fans:keep_view"), {"name": "大客", "net_paid_min": "50000"})
    view = SavedView.objects.of(brand.account).get()
    page = client.get(brand.url("fans:list")).content.decode()
    assert "大客" in page
    assert "net_paid_min=50000" in page
    client.post(brand.url("fans:rename_view", view_id=view.pk), {"name": "贵客"})
    assert SavedView.objects.of(brand.account).get().name == "贵客"
    client.post(brand.url("fans:drop_view", view_id=view.pk))
    assert not SavedView.objects.of(brand.account).exists()


def test_the_fan_page_says_why(brand: Any) -> None:
    person = Person.objects.of(brand.account).get(key="key-9")
    body = (
        brand.client()
        .get(brand.url("fans:person", person_id=person.pk), headers={"accept-language": "en"})
        .content.decode()
    )
    assert "¥900 counts: ¥900 paid less ¥0 refunded." in body
    assert "¥100 more for Gold member" in body


def test_timeline_shows_facts_and_remarks_and_pages(brand: Any) -> None:
    client, person = brand.client(), Person.objects.of(brand.account).get(key="key-9")
    client.post(brand.url("fans:remark", person_id=person.pk), {"remark": "喜欢真丝"})
    address = brand.url("fans:timeline", person_id=person.pk)
    body = client.get(address).content.decode()
    assert "喜欢真丝" in body
    assert "order-9" in body
    notes = client.get(address + "?group=note").content.decode()
    assert "喜欢真丝" in notes
    assert "order-9" not in notes
    orders = client.get(address + "?group=orders").content.decode()
    assert "喜欢真丝" not in orders
    assert "order-9" in orders
    assert client.get(address + "?cursor=nonsense").status_code == 422


def test_tags_of_one_fan(brand: Any) -> None:
    client, person = brand.client(), Person.objects.of(brand.account).first()
    body = client.post(brand.url("fans:add_tag", person_id=person.pk), {"tag": "VIP<b>"}).content.decode()
    assert "VIP&lt;b&gt;" in body
    assert client.post(brand.url("fans:add_tag", person_id=person.pk), {"tag": " "}).status_code == 422
    client.post(brand.url("fans:remove_tag", person_id=person.pk), {"tag": "VIP<b>"})
    assert not PersonTag.objects.of(brand.account).exists()


@pytest.fixture
def buyers(brand: Any) -> Segment:
    """A segment of whoever paid at least once: fans 1, 3, 5, 7 and 9 of the first ten."""
    now, tree = clock.now(), {"all": [{"event": "order.paid", "count": {"gte": 1}}]}
    made: Segment = Segment.objects.create(
        account=brand.account, slug="买过", name="买过的人", tree=tree, created_at=now, updated_at=now
    )
    return made


@pytest.mark.parametrize("sparse", [2_000, 2], ids=["by-ids", "checked-row-by-row"])
@pytest.mark.parametrize("sort", ["-net_paid", "newest", "-last_order"])
def test_a_segment_narrows_the_list(
    brand: Any, buyers: Segment, monkeypatch: pytest.MonkeyPatch, sparse: int, sort: str
) -> None:
    monkeypatch.setattr(person_narrowing, "SPARSE", sparse)
    client, more = brand.client(), {"segment": buyers.slug, "sort": sort}
    body = client.get(brand.url("fans:list"), more).content.decode()
    assert sorted(re.findall(r"粉丝0000(\d)</a>", body)) == ["1", "3", "5", "7", "9"]
    assert re.search(r'class="chip on">[^<]*买过的人', body)
    narrower = client.get(brand.url("fans:list"), {**more, "net_paid_min": "70000"}).content.decode()
    assert sorted(re.findall(r"粉丝0000(\d)</a>", narrower)) == ["7", "9"]


def test_export_views_and_bulk_acts_keep_to_the_segment(brand: Any, buyers: Segment) -> None:
    client, slug = brand.client("operator"), buyers.slug
    answer = client.post(brand.url("fans:export"), {"form": "csv", "segment": slug})
    assert b"".join(answer.streaming_content).decode("utf-8-sig").count("\n") == 1 + 5
    client.post(brand.url("fans:keep_view"), {"name": "买过的", "segment": slug})
    assert SavedView.objects.of(brand.account).get().query == {"segment": slug}
    client.post(brand.url("fans:tag"), {"tag": "买家", "act": "tag", "scope": "matching", "segment": slug})
    assert PersonTag.objects.of(brand.account).count() == 5


def test_a_segment_that_is_gone_never_means_everybody(brand: Any, buyers: Segment) -> None:
    client, slug = brand.client(), buyers.slug
    Segment.objects.of(brand.account).update(deleted_at=clock.now())
    body = client.get(brand.url("fans:list"), {"segment": slug}, headers={"accept-language": "en"}).content.decode()
    assert "was left out: the segment is gone or broken" in body
    assert client.post(brand.url("fans:export"), {"form": "csv", "segment": slug}).status_code == 422
    client.post(brand.url("fans:tag"), {"tag": "x", "act": "tag", "scope": "matching", "segment": slug})
    assert not PersonTag.objects.of(brand.account).exists()


def test_queries_of_a_segments_list_do_not_grow_with_fans(brand: Any, buyers: Segment) -> None:
    client, url = brand.client(), brand.url("fans:list") + f"?segment={buyers.slug}"
    few = queries_of(client, url)
    brand.add_fans(990)
    assert queries_of(client, url) == few


@pytest.fixture
def match(brand: Any) -> MatchReview:
    first, second = Person.objects.of(brand.account).order_by("pk")[:2]
    return MatchReview.objects.create(
        account=brand.account, first=first, second=second, reason="same_name_city", found_at=clock.now()
    )


@pytest.mark.parametrize("decision", ["merge", "dismiss"])
def test_a_match_is_decided_and_undone(brand: Any, match: MatchReview, decision: str) -> None:
    client = brand.client("operator")
    assert brand.client("support").get(brand.url("fans:review")).status_code == 403
    assert "same_name_city" not in client.get(brand.url("fans:review")).content.decode()  # said in words
    client.post(brand.url("fans:decide", review_id=match.pk), {"decision": decision})
    living = Person.objects.of(brand.account).filter(merged_into=None)
    assert living.count() == (9 if decision == "merge" else 10)
    assert client.post(brand.url("fans:undo_review", review_id=match.pk)).status_code == 204
    assert living.count() == 10


def test_a_merged_fans_old_address_leads_to_the_survivor(brand: Any, match: MatchReview) -> None:
    client = brand.client("operator")
    client.post(brand.url("fans:decide", review_id=match.pk), {"decision": "merge"})
    answer = client.get(brand.url("fans:person", person_id=match.second_id))
    assert answer["Location"] == brand.url("fans:person", person_id=match.first_id)


def test_the_palette_finds_by_name(brand: Any) -> None:
    found = brand.client().get(brand.url("fans:find") + "?q=粉丝00003").json()["found"]
    assert [one["label"] for one in found] == ["粉丝00003"]


def test_tiers_are_tuned_and_nonsense_is_refused(brand: Any) -> None:
    client, url = brand.client(), brand.url("fans:tiers")
    good = {"super": "5000", "gold": "1,200", "silver": "300", "member": "0.01", "grace_days": "15"}
    assert client.post(url, {**good, "gold": "6000"}).status_code == 422
    assert client.post(url, {**good, "silver": "none"}).status_code == 422
    assert client.post(url, good).status_code == 302
    brand.account.refresh_from_db()
    kept = brand.account.settings["fans"]
    assert kept["grace_days"] == 15
    assert [row["from_fen"] for row in kept["tiers"]] == [500_000, 120_000, 30_000, 1]
    assert brand.client("operator").get(url).status_code == 403


def test_the_fan_page_names_the_segments_that_hold_the_fan(brand: Any) -> None:
    now = clock.now()
    for name, least in (("买过", 1), ("买过五次", 5)):
        tree = {"all": [{"event": "order.paid", "count": {"gte": least}}]}
        Segment.objects.create(
            account=brand.account, slug=f"s{least}", name=name, tree=tree, created_at=now, updated_at=now
        )
    person = Person.objects.of(brand.account).get(key="key-9")
    url = brand.url("fan_segments", person_id=person.pk)
    body = brand.client("host").get(url).content.decode()
    assert "买过</a>" in body
    assert "买过五次" not in body
    assert brand.client("finance").get(url).status_code == 403


def test_many_are_tagged_in_the_background_with_progress_and_undo(brand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", 3)
    client = brand.client("operator")
    answer = client.post(brand.url("fans:tag"), {"tag": "全部", "act": "tag", "scope": "matching"})
    assert "job=" in answer["Location"]
    assert PersonTag.objects.of(brand.account).count() == 0
    assert 'hx-trigger="every 1s"' in client.get(answer["Location"]).content.decode()
    queued = DBTaskResult.objects.get(task_path="siyu.domains.fans.jobs.bulk_tag")
    jobs.bulk_tag.call(*queued.args_kwargs["args"], **queued.args_kwargs["kwargs"])
    assert PersonTag.objects.of(brand.account).count() == 10
    body = client.get(answer["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' not in body
    undo = re.search(r'data-undo="([^"]+)"', body)
    assert undo is not None
    client.post(undo[1])
    assert PersonTag.objects.of(brand.account).count() == 0
    foreign = reverse("console:fans:job", kwargs={"slug": "qipao", "key": "fans.bulk.none"})
    assert client.get(foreign).status_code == 404


def test_every_number_of_today_opens_its_list_with_the_filter_shown(brand: Any) -> None:
    client = brand.client()
    Person.objects.of(brand.account).filter(key="key-1").update(birthday_md=f"{clock.now():%m-%d}")
    cache.clear()
    body = client.get(brand.url("today")).content.decode()
    tiles = [one.replace("&amp;", "&") for one in re.findall(r'<a class="stat [^"]*" href="([^"]+)"', body)]
    assert len(tiles) == 10
    for address in tiles:
        page = client.get(address)
        assert page.status_code == 200, address
        if "/fans/?" in address:
            assert 'class="chip on"' in page.content.decode(), address
