"""The segments' pages over HTTP: right role, wrong role, stranger; building, saving, renaming, deleting and undoing."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
import pytest
from django.test import Client
from django.urls import reverse

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.models import Person
from siyu.domains.people.models import User
from siyu.domains.segments.models import Segment
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS, PERSONS

pytestmark = pytest.mark.django_db
BUYERS = {"all": [{"event": "order.paid", "within_days": 90}]}
Shop = tuple[Account, list[Person]]


def log_in(account: Account, role: str) -> Client:
    user = User.objects.create_user(f"{role}@{account.slug}.example.com")
    Membership.objects.create(account=account, user=user, role=role)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, **more: Any) -> str:
    return reverse(f"console:segments:{name}", kwargs={"slug": "shop", **more})


def send(client: Client, name: str, body: Any) -> Any:
    return client.post(address(name), json.dumps(body), content_type="application/json", HTTP_ACCEPT="application/json")


@pytest.fixture
def shop(event_store: DuckStore) -> Shop:
    """An account with three fans: the first two paid, ten and a hundred days ago."""
    account = Account.objects.create(slug="shop", name="Shop")
    now = clock.now()
    people = [Person.objects.create(account=account, key=f"k{n}", name=f"=fan {n}", created_at=now) for n in range(3)]
    rows = [{"account": account.pk, "person": one.pk, "key": one.key, "city": "", "birthday_md": ""} for one in people]
    event_store.mirror_persons(account.pk, pa.Table.from_pylist(rows, schema=PERSONS))
    facts = [_paid(account, one, now - timedelta(days=days)) for one, days in zip(people, (10, 100), strict=False)]
    event_store.append(pa.Table.from_pylist(facts, schema=FACTS), source="test", sequence=1)
    return account, people


def _paid(account: Account, person: Person, at: Any) -> dict[str, Any]:
    ms = clock.to_ms(at)
    return {
        "event_id": derived_id(ms, account.pk, person.pk).bytes, "account": account.pk, "person": person.pk,
        "identity": person.pk, "happened_at": ms, "kind": KINDS["order.paid"].code, "channel": "taobao",
        "object_type": "order", "object_id": f"o{person.pk}", "amount_fen": 19900, "props": None,
    }  # fmt: skip


@pytest.fixture
def operator(shop: Shop) -> Client:
    return log_in(shop[0], "operator")


@pytest.fixture
def saved(operator: Client) -> Segment:
    url = send(operator, "save", {"name": "新客", "tree": BUYERS}).json()["url"]
    assert url == address("segment", segment="新客")
    return Segment.objects.of(Account.objects.get(slug="shop")).get()


def test_every_page_opens_for_an_operator(operator: Client, saved: Segment) -> None:
    pages = ["list", "new"]
    pages_of_one = ["segment", "edit", "trend", "moves", "export"]
    for name in pages:
        assert operator.get(address(name)).status_code == 200, name
    for name in pages_of_one:
        assert operator.get(address(name, segment=saved.slug)).status_code == 200, name


def test_a_host_reads_but_neither_edits_nor_exports(shop: Shop, saved: Segment) -> None:
    host = log_in(shop[0], "host")
    assert host.get(address("segment", segment=saved.slug)).status_code == 200
    assert send(host, "live", {"tree": BUYERS}).status_code == 200
    for name in ("edit", "export"):
        assert host.get(address(name, segment=saved.slug)).status_code == 403, name
    assert send(host, "save", {"name": "x", "tree": BUYERS}).status_code == 403
    assert host.post(address("delete", segment=saved.slug)).status_code == 403


def test_finance_and_strangers_stay_outside(shop: Shop, saved: Segment) -> None:
    assert log_in(shop[0], "finance").get(address("list")).status_code == 403
    other = Account.objects.create(slug="other", name="Other")
    stranger = log_in(other, "owner")
    for name in ("segment", "edit", "trend", "moves", "export"):
        assert stranger.get(address(name, segment=saved.slug)).status_code == 404, name
    assert send(stranger, "live", {"tree": BUYERS}).status_code == 404
    assert stranger.get(f"/console/other/segments/of/{saved.slug}/").status_code == 404


def test_the_live_count_counts_and_shows_who(operator: Client, shop: Shop) -> None:
    answer = send(operator, "live", {"tree": BUYERS}).content.decode()
    assert 'data-count="1"' in answer
    assert "=fan 0" in answer
    assert "=fan 1" not in answer


def test_a_day_in_the_past_is_counted_as_of_its_end(operator: Client, shop: Shop) -> None:
    day = clock.local_day(clock.now() - timedelta(days=50), shop[0].time_zone)
    assert 'data-count="1"' in send(operator, "live", {"tree": BUYERS, "as_of": day.isoformat()}).content.decode()
    assert "=fan 1" in send(operator, "live", {"tree": BUYERS, "as_of": day.isoformat()}).content.decode()
    assert send(operator, "live", {"tree": BUYERS, "as_of": "2024-02-31"}).status_code == 422


@pytest.mark.parametrize(
    ("tree", "path"),
    [
        ({"all": [{"event": "order.paid", "within_days": 0}]}, "all[0].within_days"),
        ({"all": [{"event": "order.paid", "count": {"gtee": 1}}]}, "all[0].count.gtee"),
        ({"any": []}, "any"),
        (None, "$"),
        ("x", "$"),
    ],
)
def test_a_broken_tree_is_refused_with_its_path(operator: Client, tree: Any, path: str) -> None:
    for name in ("live", "save"):
        answer = send(operator, name, {"name": "x", "tree": tree})
        assert answer.status_code == 422, name
        assert answer.json()["path"] == path or tree is None, name
        assert answer.json()["message"], name


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"1", b"[" * 20000])
def test_what_is_no_json_object_is_refused(operator: Client, body: bytes) -> None:
    for name in ("live", "why", "save"):
        answer = operator.post(address(name), body, content_type="application/json", HTTP_ACCEPT="application/json")
        assert answer.status_code == 422, name


def test_a_name_is_needed(operator: Client, shop: Shop) -> None:
    for name in ("", "   ", "长" * 61):
        answer = send(operator, "save", {"name": name, "tree": BUYERS})
        assert answer.status_code == 422
        assert answer.json()["field"] == "name"
    assert not Segment.objects.of(shop[0]).exists()


def test_why_says_what_was_found(operator: Client, shop: Shop) -> None:
    tree = {"all": [{"event": "order.paid", "count": {"gte": 2}}, {"not": {"tag": "vip"}}]}
    answer = send(operator, "why", {"tree": tree, "person": str(shop[1][0].pk)}).content.decode()
    assert answer.count('class="line no"') == 2  # the whole, and the first condition
    assert answer.count('class="line yes"') == 1  # the tag is not worn, and that was asked
    for whole in ({"tag": "vip"}, {"not": {"all": [{"tag": "vip"}, {"not": {"tag": "x"}}]}}):
        assert send(operator, "why", {"tree": whole, "person": str(shop[1][0].pk)}).status_code == 200
    assert send(operator, "why", {"tree": tree, "person": "x"}).status_code == 404
    assert send(operator, "why", {"tree": tree, "person": "99999999"}).status_code == 404


def test_editing_keeps_the_address(operator: Client, shop: Shop, saved: Segment) -> None:
    tree = {"any": [{"attr": "orders", "gte": 1}]}
    assert send(operator, "save", {"name": "老客", "tree": tree, "slug": saved.slug}).status_code == 200
    saved.refresh_from_db()
    assert (saved.name, saved.slug, saved.tree) == ("老客", "新客", tree)


def test_the_page_keeps_the_count_for_the_list(operator: Client, saved: Segment) -> None:
    assert "=fan 0" in operator.get(address("segment", segment=saved.slug)).content.decode()
    saved.refresh_from_db()
    assert saved.last_count == 1
    assert saved.last_counted_at is not None


def test_renaming_deleting_and_undoing(operator: Client, shop: Shop, saved: Segment) -> None:
    operator.post(address("rename", segment=saved.slug), {"name": "九十天内付过款"})
    saved.refresh_from_db()
    assert saved.name == "九十天内付过款"
    operator.post(address("delete", segment=saved.slug))
    listed = operator.get(address("list")).content.decode()
    assert address("restore", segment_id=saved.pk) in listed  # the toast offers the way back
    assert operator.get(address("segment", segment=saved.slug)).status_code == 404
    assert operator.post(address("restore", segment_id=saved.pk)).status_code == 204
    assert operator.get(address("segment", segment=saved.slug)).status_code == 200


def test_a_segment_that_others_use_is_not_deleted(operator: Client, saved: Segment) -> None:
    send(operator, "save", {"name": "外层", "tree": {"all": [{"segment": saved.slug}]}})
    operator.post(address("delete", segment=saved.slug))
    assert operator.get(address("segment", segment=saved.slug)).status_code == 200


def test_the_export_is_safe_in_a_spreadsheet(operator: Client, saved: Segment) -> None:
    text = b"".join(operator.get(address("export", segment=saved.slug)).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert rows[1][0] == "k0"
    assert rows[1][1] == "'=fan 0"
    book = b"".join(operator.get(address("export", segment=saved.slug) + "?form=xlsx").streaming_content)  # type: ignore[attr-defined]
    strings = ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "=fan 0" in strings
    assert "<f>" not in strings


def test_the_list_searches_and_pages(operator: Client, shop: Shop) -> None:
    now = clock.now()
    for n in range(45):
        fields = {"name": f"第{n:02d}群", "tree": BUYERS, "created_at": now, "updated_at": now}
        Segment.objects.create(account=shop[0], slug=f"s{n}", **fields)
    first = operator.get(address("list")).content.decode()
    assert "第00群" in first
    assert "第20群" not in first
    following = first.split('rel="next" href="')[1].split('"')[0]
    assert "第20群" in operator.get(address("list") + following).content.decode()
    found = operator.get(address("list"), {"q": "第3 1群"}).content.decode()
    assert "第31群" in found
    assert "第32群" not in found
    assert operator.get(address("list"), {"cursor": "nonsense"}).status_code == 200


def test_ideas_open_in_the_builder(operator: Client, shop: Shop) -> None:
    from siyu.domains.segments.desk.ideas import IDEAS

    assert len(IDEAS) == 3
    for idea in IDEAS.values():
        assert send(operator, "live", {"tree": idea.tree}).status_code == 200
        page = operator.get(address("new"), {"idea": idea.name}).content.decode()
        assert json.dumps(idea.tree)[2:20] in page
