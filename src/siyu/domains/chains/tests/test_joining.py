"""Joining, changing, withdrawing, coming back: one entry, one number, one fact; deadlines, words, rights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from siyu.domains.chains.actions.forget_entries import forget_entries
from siyu.domains.chains.actions.hand_out import hand_out
from siyu.domains.chains.actions.judge_chain import hide_chain, hide_entry, restore_entry
from siyu.domains.chains.actions.withdraw_entry import return_entry, withdraw_entry
from siyu.domains.chains.errors import ChainOver, NotEnoughLeft, PickedUp
from siyu.domains.chains.models import ChainEntry
from siyu.domains.chains.queries.entries import Wanted, entry_page, items_of
from siyu.domains.chains.queries.own_data import entries, known
from siyu.domains.chains.tests.worlds import CAKE, make, member_in, sight_of, sums_hold, take, world
from siyu.domains.chains.types import ItemForm, Pickup
from siyu.domains.groups.actions.mute_member import mute_member
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.tests.worlds import make_member, staff_lead
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.types import Reviewer
from siyu.kernel.errors import Invalid, NotFound, SiyuError
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_one_entry_is_changed_withdrawn_and_taken_again_under_its_number() -> None:
    _desk, group, chain = world()
    mei, wang = member_in(group), member_in(group, "小王")
    assert take(mei, chain, 2, 1).number == 1
    assert take(wang, chain, 1).number == 2
    assert take(mei, chain, 0, 3).number == 1
    sums_hold(chain)
    withdraw_entry(mei, group.public_id, chain.public_id)
    withdraw_entry(mei, group.public_id, chain.public_id)
    chain.refresh_from_db(from_queryset=type(chain).objects.of(chain.account_id))
    assert (chain.taken, chain.joined, chain.numbered) == (1, 1, 2)
    assert return_entry(mei, group.public_id, chain.public_id).number == 1
    sums_hold(chain)
    assert ChainEntry.objects.of(chain.account_id).filter(chain=chain).count() == 2


def test_joining_is_one_fact(event_store: DuckStore) -> None:
    _desk, group, chain = world()
    mei = member_in(group)
    take(mei, chain, 1)
    take(mei, chain, 2)
    withdraw_entry(mei, group.public_id, chain.public_id)
    return_entry(mei, group.public_id, chain.public_id)
    relay.deliver_all()
    rows = event_store.query("SELECT object_id, props FROM facts WHERE object_type = 'chain'").to_pylist()
    assert [row["object_id"] for row in rows] == [chain.public_id]
    assert group.public_id in rows[0]["props"]


@pytest.mark.parametrize(
    ("quantities", "field"), [((6,), "item-"), ((0, 0), "items"), ((), "items"), ((1, 99_999), "item-")]
)
def test_quantities_are_checked(quantities: tuple[int, ...], field: str) -> None:
    _desk, group, chain = world()
    with pytest.raises(Invalid) as refused:
        take(member_in(group), chain, *quantities)
    assert refused.value.data["field"].startswith(field)
    sums_hold(chain)


def test_what_is_left_is_said_and_nothing_moves() -> None:
    _desk, group, chain = world(items=(ItemForm("茶", cap=3), CAKE))
    take(member_in(group), chain, 2, 1)
    with pytest.raises(NotEnoughLeft, match="1"):
        take(member_in(group, "小王"), chain, 2, 5)
    sums_hold(chain)


def test_the_deadline_is_kept_to_the_second() -> None:
    with time_machine.travel(NOW, tick=False) as time:
        _desk, group, chain = world(deadline=NOW + timedelta(seconds=60))
        mei, wang = member_in(group), member_in(group, "小王")
        time.shift(59)
        take(mei, chain, 1)
        time.shift(1)
        for late in (
            lambda: take(wang, chain, 1),
            lambda: take(mei, chain, 2),
            lambda: withdraw_entry(mei, group.public_id, chain.public_id),
        ):
            with pytest.raises(ChainOver) as refused:
                late()
            assert refused.value.data["state"] == "over"
    sums_hold(chain)


def test_what_is_asked_for_is_kept_and_nothing_else() -> None:
    place = Pickup("北门", "学府路1号", "周六")
    desk, group, chain = world(asks=("name", "phone"), pickups=(place,))
    spot = chain.pickups[0]["id"]
    mei, wang = member_in(group), member_in(group, "小王")
    wrong = [{"phone": "13800001234"}, {"name": "梅", "phone": "12"}, {"name": "梅"}]
    for said in wrong:
        with pytest.raises(Invalid):
            take(mei, chain, 1, pickup=spot, **said)
    with pytest.raises(Invalid):
        take(mei, chain, 1, name="梅", phone="13800001234", pickup="elsewhere")
    entry = take(mei, chain, 1, name="梅", phone="138 0000 1234", pickup=spot, remark="不要了")
    assert (entry.phone, entry.remark) == ("13800001234", "")
    rows = {
        who: entry_page(sight_of(who, chain), items_of(sight_of(who, chain)), Wanted()).rows[0]
        for who in (desk.user, mei, wang)
    }
    assert (rows[desk.user].phone, rows[desk.user].real_name) == ("13800001234", "梅")
    assert (rows[mei].phone, rows[mei].real_name) == ("13800001234", "梅")
    assert (rows[wang].phone, rows[wang].real_name) == ("138****1234", "")
    assert next(iter(entries(mei)))["phone"] == "13800001234"
    assert "13800001234" in next(known(chain.account, mei, 0)).value
    assert list(entries(wang)) == []


def test_only_numbers_are_shown_where_the_list_is_closed() -> None:
    desk, group, chain = world(open_list=False)
    mei, wang = member_in(group), member_in(group, "小王")
    take(mei, chain, 1)
    take(wang, chain, 1)

    def seen(user: object) -> list[int]:
        sight = sight_of(user, chain)  # type: ignore[arg-type]
        return [row.entry.number for row in entry_page(sight, items_of(sight), Wanted()).rows]

    assert (seen(mei), seen(wang), seen(desk.user)) == ([1], [2], [1, 2])


def test_remarks_are_screened_and_the_muted_join_without() -> None:
    desk, group, chain = world(asks=("remark",))
    for word, verdict in (("加微信", "hold"), ("赌博", "refuse")):
        add_word(Reviewer(desk.user, chain.account), word, verdict)
    mei, wang = member_in(group), member_in(group, "小王")
    with pytest.raises(RefusedText):
        take(mei, chain, 1, remark="赌博去")
    entry = take(mei, chain, 1, remark="加微信聊")
    case = Case.objects.get(kind="chain_entry", target=entry.public_id)
    assert case.author_id == mei.pk

    def remark_for(user: object) -> str:
        sight = sight_of(user, chain)  # type: ignore[arg-type]
        return entry_page(sight, items_of(sight), Wanted()).rows[0].remark

    assert [remark_for(user) for user in (mei, desk.user, wang)] == ["加微信聊", "加微信聊", ""]
    restore_entry(entry.public_id)
    assert remark_for(wang) == "加微信聊"
    hide_entry(entry.public_id, "")
    assert remark_for(wang) == ""
    mute_member(staff_lead(desk, group), wang.uid, 60)
    with pytest.raises(SiyuError) as refused:
        take(wang, chain, 1, remark="少糖")
    assert refused.value.code == "may_not_speak"
    assert take(wang, chain, 1).number == 2


def test_what_was_picked_up_stays() -> None:
    desk, group, chain = world()
    mei = member_in(group)
    take(mei, chain, 1)
    hand_out(sight_of(desk.user, chain), 1, done=True)
    hand_out(sight_of(desk.user, chain), 1, done=True)
    with pytest.raises(PickedUp):
        take(mei, chain, 2)
    with pytest.raises(PickedUp):
        withdraw_entry(mei, group.public_id, chain.public_id)
    hand_out(sight_of(desk.user, chain), 1, done=False)
    withdraw_entry(mei, group.public_id, chain.public_id)
    with pytest.raises(NotFound):
        hand_out(sight_of(desk.user, chain), 1, done=True)


def test_strangers_the_removed_and_other_groups_find_nothing() -> None:
    desk, group, chain = world()
    mei = member_in(group)
    take(mei, chain, 1)
    remove_member(staff_lead(desk, group), mei.uid)
    for user in (mei, make_member("路人")):
        with pytest.raises(NotFound):
            take(user, chain, 1)
        with pytest.raises(NotFound):
            withdraw_entry(user, group.public_id, chain.public_id)
    wang = member_in(group, "小王")
    hide_chain(chain.public_id, "")
    with pytest.raises(NotFound):
        take(wang, chain, 1)


def test_a_member_is_forgotten_and_numbers_stay() -> None:
    desk, group, chain = world(asks=("name",))
    mei, wang = member_in(group), member_in(group, "小王")
    take(mei, chain, 2, name="梅")
    take(wang, chain, 1, name="王")
    hand_out(sight_of(desk.user, chain), 2, done=True)
    assert forget_entries(mei) == 1
    assert forget_entries(mei) == 0
    forget_entries(wang)
    sums_hold(chain)
    rows = ChainEntry.objects.of(chain.account_id).filter(chain=chain).order_by("number")
    assert list(rows.values_list("number", "user", "name", "state")) == [
        (1, None, "", "withdrawn"), (2, None, "", "joined"),
    ]  # fmt: skip
    other = make(desk.user, group, title="另一条")
    forget_entries(desk.user)
    assert type(other).objects.of(other.account_id).get(pk=other.pk).by_id is None
