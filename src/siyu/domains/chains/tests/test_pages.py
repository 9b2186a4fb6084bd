"""The member's way over HTTP: make, join, change, withdraw with undo, cross off, close, copy, export; nothing leaks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.tests.worlds import items_of, make, member_in, take, world
from siyu.domains.chains.types import ItemForm
from siyu.domains.groups.actions.dissolve_group import dissolve_group
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member, staff_lead
from siyu.domains.people.models import User

pytestmark = pytest.mark.django_db

FORM = {
    "title": "春茶团购", "intro": "周六到货", "deadline": "2099-01-01T20:00", "cap": "50", "nonce": "n1",
    "asks": ["phone", "remark"], "open_list": "on",
    "item_id": ["", "", ""], "item_name": ["龙井", "", "绿豆糕"], "item_unit": ["斤", "", "盒"],
    "item_price": ["128.5", "", ""], "item_cap": ["10", "", ""], "item_most": ["3", "", ""],
    "place_id": [""], "place_name": ["北门"], "place_address": ["学府路1号"], "place_time": ["周六上午"],
}  # fmt: skip


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_whole_way() -> None:
    desk = make_desk()
    group = make_group(desk)
    leader, mei = entered(desk.user), member_in(group)
    base = f"/g/{group.public_id}/chains/"
    assert f"{base}new/" in page(leader, f"/g/{group.public_id}/")  # in the plus-panel
    page(leader, f"{base}new/")
    way = leader.post(f"{base}new/", FORM)["Location"]
    assert leader.post(f"{base}new/", FORM)["Location"] == way
    chain = Chain.objects.of(desk.account).get()
    assert way == f"{base}{chain.public_id}/"
    tea, cake = items_of(chain)
    client = entered(mei)
    shown = page(client, way)
    assert "128.50" in shown
    sent = {f"item-{tea}": "2", f"item-{cake}": "", "pickup": chain.pickups[0]["id"], "phone": "13800001234"}
    wrong = client.post(f"{way}join/", {**sent, f"item-{tea}": "4"})
    assert wrong.status_code == 422
    assert 'value="4"' in wrong.content.decode()
    assert client.post(f"{way}join/", {**sent, "phone": "1"}).status_code == 422
    assert client.post(f"{way}join/", {**sent, f"item-{tea}": "x"}).status_code == 422
    assert client.post(f"{way}join/", sent)["Location"] == way
    shown = page(client, way)
    assert "1. 小美 龙井 ×2斤（北门）" in shown
    card = page(client, f"/chat/{group.public_id}/{chain.seq}/card/")
    assert "春茶团购" in card
    client.post(f"{way}withdraw/")
    assert ChainEntry.objects.of(desk.account).get().state == "withdrawn"
    assert client.post(f"{way}again/").status_code == 302
    assert ChainEntry.objects.of(desk.account).get().state == "joined"
    assert "13800001234" in page(leader, way)
    assert leader.post(f"{way}picked/1/1/").status_code == 302
    assert leader.post(f"{way}picked/1/0/").status_code == 302
    assert leader.post(f"{way}move/close/").status_code == 302
    assert client.post(f"{way}join/", sent).status_code == 409
    assert leader.post(f"{way}move/reopen/").status_code == 302
    assert "春茶团购" in page(leader, f"{way}edit/")
    kept = {**FORM, "item_id": [str(tea), "", str(cake)], "place_id": [chain.pickups[0]["id"]]}
    assert leader.post(f"{way}edit/", {**kept, "title": "夏茶团购"})["Location"] == way
    bad = leader.post(f"{way}edit/", {**kept, "item_cap": ["1", "", ""]})
    assert bad.status_code == 422
    assert "学府路1号" in bad.content.decode()
    file = leader.post(f"{way}export/").content.decode("utf-8-sig")
    assert "13800001234" in file
    assert "夏茶团购" in page(client, base)
    assert "夏茶团购" in page(client, f"{base}?q=夏")
    assert "夏茶团购" not in page(client, f"{base}?q=冬")


def doors(way: str) -> list[tuple[str, str]]:
    posts = ["join/", "withdraw/", "again/", "edit/", "move/close/", "picked/1/1/", "export/"]
    return [("get", way), ("get", f"{way}edit/"), *(("post", f"{way}{tail}") for tail in posts)]


def answers(client: Client, way: str) -> set[int]:
    return {getattr(client, method)(address).status_code for method, address in doors(way)}


def test_nobody_from_outside_finds_anything() -> None:
    desk, group, chain = world()
    mei, out = member_in(group), member_in(group, "被移出")
    take(mei, chain, 1)
    remove_member(staff_lead(desk, group), out.uid)
    other_desk = make_desk("other")
    way = f"/g/{group.public_id}/chains/{chain.public_id}/"
    for user in (out, make_member("路人"), other_desk.user):
        assert answers(entered(user), way) == {404}
        assert entered(user).get(f"/g/{group.public_id}/chains/").status_code == 404
        assert entered(user).post(f"/g/{group.public_id}/chains/new/", FORM).status_code == 404
    elsewhere = make_group(desk, "另一群")
    assert answers(entered(desk.user), f"/g/{elsewhere.public_id}/chains/{chain.public_id}/") == {404}
    assert answers(Client(), way) == {302}
    dissolve_group(staff_lead(desk, group))
    assert answers(entered(mei), way) == {404}


def test_members_do_not_run_chains_of_others() -> None:
    _desk, group, chain = world(asks=("name", "phone"))
    mei, wang = member_in(group), member_in(group, "小王")
    take(mei, chain, 1, name="梅兰芳", phone="13800001234")
    way = f"/g/{group.public_id}/chains/{chain.public_id}/"
    client = entered(wang)
    for method, address in doors(way):
        if address.removeprefix(way) in {"edit/", "move/close/", "picked/1/1/", "export/"}:
            assert getattr(client, method)(address).status_code == 403, address
    assert client.get(f"/g/{group.public_id}/chains/new/").status_code == 403
    shown = page(client, way)
    assert "138****1234" in shown
    assert "13800001234" not in shown
    assert "梅兰芳" not in shown
    assert "梅兰芳" not in page(client, f"{way}?q=13800001234")


@pytest.mark.parametrize("tail", ["", "?only=waiting", "?only=done", "?only=withdrawn", "?q=小", "?pickup=x"])
def test_filters_open_and_broken_cursors_say_so(tail: str) -> None:
    desk, group, chain = world()
    take(member_in(group), chain, 1)
    way = f"/g/{group.public_id}/chains/{chain.public_id}/"
    page(entered(desk.user), f"{way}{tail}")
    assert entered(desk.user).get(f"{way}?cursor=broken").status_code == 422
    assert entered(desk.user).get(f"/g/{group.public_id}/chains/?cursor=broken").status_code == 422


def test_lists_cost_the_same_with_many() -> None:
    desk, group, chain = world(items=(ItemForm("茶"),))
    client = entered(member_in(group))
    base = f"/g/{group.public_id}/chains/"
    addresses = [f"{base}{chain.public_id}/", base]
    take(member_in(group, "m"), chain, 1)
    make(desk.user, group, title="又一条")
    few = [queries(client, address) for address in addresses]
    for n in range(8):
        take(member_in(group, f"n{n}"), chain, 1)
        make(desk.user, group, title=f"第{n}条")
    assert [queries(client, address) for address in addresses] == few


def queries(client: Client, address: str) -> int:
    page(client, address)
    with CaptureQueriesContext(connection) as told:
        page(client, address)
    return len(told)
