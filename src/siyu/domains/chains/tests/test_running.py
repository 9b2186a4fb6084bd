"""Making, changing, closing, cancelling; notices once; never below what is taken; members who may make chains."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.export_entries import export_entries
from siyu.domains.chains.actions.move_chain import move_chain
from siyu.domains.chains.actions.withdraw_entry import withdraw_entry
from siyu.domains.chains.errors import ChainOver
from siyu.domains.chains.models import Chain
from siyu.domains.chains.queries.entries import classic_text, sums_of
from siyu.domains.chains.queries.entries import items_of as item_rows
from siyu.domains.chains.tests.worlds import TEA, items_of, make, member_in, sight_of, sums_hold, take, world
from siyu.domains.chains.types import ChainForm, ItemForm, Pickup
from siyu.domains.chat.models import Message
from siyu.domains.inbox.models import Notice
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def fresh(chain: Chain) -> Chain:
    found: Chain = Chain.objects.of(chain.account_id).get(pk=chain.pk)
    return found


def heard(user: object) -> list[str]:
    return list(
        Notice.objects.filter(user=user, key__startswith="chain:").order_by("pk").values_list("title", flat=True)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "长" * 41},
        {"items": ()},
        {"items": (ItemForm(" "),)},
        {"items": tuple(ItemForm(f"第{n}") for n in range(21))},
        {"items": (ItemForm("茶"), ItemForm(" 茶 "))},
        {"items": (ItemForm("茶", cap=0),)},
        {"items": (ItemForm("茶", price_fen=-1),)},
        {"pickups": tuple(Pickup(f"{n}") for n in range(21))},
        {"pictures": ("nothing",)},
        {"cap": 0},
    ],
)
def test_forms_out_of_order_make_nothing(wrong: dict[str, object]) -> None:
    desk, group, _chain = world()
    with pytest.raises(Invalid):
        make(desk.user, group, **wrong)
    with pytest.raises(Invalid):
        make(desk.user, group, deadline=clock.now())
    assert Chain.objects.of(group.account_id).count() == 1


def test_a_chain_stands_in_the_talk_once() -> None:
    desk, group, chain = world()
    message = Message.objects.get(conversation=group.conversation, kind="card")
    assert (message.seq, message.body, message.text) == (
        chain.seq,
        {"card": "chain", "id": chain.public_id},
        "茶叶团购",
    )
    first = make(desk.user, group, nonce="n")
    assert make(desk.user, group, nonce="n").pk == first.pk


def test_members_make_chains_only_where_the_account_lets_them() -> None:
    _desk, group, _chain = world()
    mei = member_in(group)
    with pytest.raises(Forbidden):
        make(mei, group)
    group.account.settings = {**group.account.settings, "chains": {"members_may_start": True}}
    group.account.save()
    with pytest.raises(Invalid):
        make(mei, group, asks=("phone",))
    hers = make(mei, group)
    wang = member_in(group, "小王")
    take(wang, hers, 1)
    assert move_chain(sight_of(mei, hers), "close").state == "closed"
    with pytest.raises(Forbidden):
        export_entries(sight_of(mei, hers))
    for act in (lambda: move_chain(sight_of(wang, hers), "reopen"), lambda: export_entries(sight_of(wang, hers))):
        with pytest.raises(Forbidden):
            act()


def test_moves_are_told_to_entrants_once_and_can_be_taken_back() -> None:
    desk, group, chain = world()
    mei, wang = member_in(group), member_in(group, "小王")
    take(mei, chain, 1)
    take(wang, chain, 1)
    withdraw_entry(wang, group.public_id, chain.public_id)
    sight = sight_of(desk.user, chain)
    move_chain(sight, "close")
    move_chain(sight, "close")
    assert (len(heard(mei)), len(heard(wang)), len(heard(desk.user))) == (1, 0, 0)
    with pytest.raises(ChainOver):
        take(wang, chain, 1)
    move_chain(sight, "cancel")
    with pytest.raises(ChainOver):
        move_chain(sight, "reopen")
    assert move_chain(sight, "restore").state == "closed"
    assert move_chain(sight, "restore").state == "closed"
    assert move_chain(sight, "reopen").state == "open"
    assert take(wang, chain, 1).number == 2
    assert len(heard(mei)) == 4
    with pytest.raises(Invalid):
        move_chain(sight, "explode")
    acts = AuditEntry.objects.filter(target=f"chain:{chain.public_id}").values_list("act", flat=True)
    assert set(acts) == {"chain.made", "chain.close", "chain.cancel", "chain.restore", "chain.reopen"}


def test_a_chain_never_changes_below_what_is_taken() -> None:
    desk, group, chain = world(pickups=(Pickup("北门"), Pickup("南门")))
    mei = member_in(group)
    north, south = (place["id"] for place in chain.pickups)
    take(mei, chain, 3, 2, pickup=north)
    tea, cake = items_of(chain)
    sight = sight_of(desk.user, chain)
    kept = (Pickup("北门", id=north),)
    good = {"title": "茶叶团购", "pickups": kept}
    for wrong in (
        {"items": (ItemForm("茶", cap=2, id=tea), ItemForm("糕", id=cake))},
        {"items": (ItemForm("茶", id=tea),)},
        {"items": (ItemForm("茶", id=tea), ItemForm("糕", id=cake)), "cap": 4},
        {"items": (ItemForm("茶", id=tea), ItemForm("糕", id=cake)), "pickups": (Pickup("南门", id=south),)},
        {"items": (ItemForm("茶", id=tea), ItemForm("糕", id=cake), ItemForm("别人的", id=987_654))},
        {"items": (ItemForm("茶", id=tea), ItemForm("糕", id=cake)), "deadline": clock.now() - timedelta(days=1)},
    ):
        with pytest.raises(Invalid):
            edit_chain(sight, ChainForm(**{**good, **wrong}))
        sums_hold(chain)
    assert heard(mei) == []
    items = (ItemForm("茶", cap=3, id=tea), ItemForm("绿豆糕", "盒", id=cake), ItemForm("杯子"))
    edit_chain(sight, ChainForm(items=items, cap=5, **good))
    sums_hold(chain)
    assert len(heard(mei)) == 1
    again = tuple(ItemForm(one.name, one.unit, cap=one.cap, id=one.id or items_of(chain)[2]) for one in items)
    edit_chain(sight, ChainForm(items=again, cap=50, open_list=False, **good))
    assert len(heard(mei)) == 1  # caps and the list are no news to who has theirs
    edit_chain(sight, ChainForm(items=again[:2], cap=50, **good))
    assert len(items_of(chain)) == 2


def test_sums_and_the_classic_text() -> None:
    desk, group, chain = world(pickups=(Pickup("北门"), Pickup("南门")), asks=("remark", "phone"))
    north, south = (place["id"] for place in chain.pickups)
    take(member_in(group), chain, 2, 1, pickup=north, phone="13800001234", remark="少糖")
    take(member_in(group, "小王"), chain, 1, pickup=south, phone="13900001234")
    sight = sight_of(desk.user, chain)
    sums = [(one.item.name, one.all, one.at) for one in sums_of(sight, item_rows(sight))]
    assert sums == [("明前龙井", 3, (2, 1)), ("绿豆糕", 1, (1, 0))]
    told = classic_text(sight, item_rows(sight), "11月25日 20:00").splitlines()
    assert told[-2:] == ["1. 小美 明前龙井 ×2斤，绿豆糕 ×1盒（北门，少糖）", "2. 小王 明前龙井 ×1斤（南门）"]
    assert "138" not in "".join(told)


def test_the_file_holds_every_field_and_no_formula() -> None:
    desk, group, chain = world(asks=("name", "phone", "remark"))
    mei, wang = member_in(group), member_in(group, "=cmd()")
    take(mei, chain, 2, 1, name="梅", phone="+8613800001234", remark="@sum(1)")
    take(wang, chain, 1, name="王", phone="13900001234")
    withdraw_entry(wang, group.public_id, chain.public_id)
    body = export_entries(sight_of(desk.user, chain))
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert rows[1][:8] == ["1", "小美", "梅", "'+8613800001234", "2", "1", "256", ""]
    assert rows[1][8] == "'@sum(1)"
    assert rows[2][1] == "'=cmd()"
    entry = AuditEntry.objects.get(act="chain.exported")
    assert entry.target == f"chain:{chain.public_id}"
    assert TEA.price_fen == 12_800
