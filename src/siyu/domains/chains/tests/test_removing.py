"""Whoever leads takes entries out with a reason and brings them back; chains whose words wait for review."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.forget_entries import forget_entries
from siyu.domains.chains.actions.hand_out import hand_out
from siyu.domains.chains.actions.remove_entry import remove_entry, restore_entry
from siyu.domains.chains.errors import ChainOver, EntryRemoved, NotEnoughLeft, PickedUp
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.tests.worlds import (
    items_of,
    make,
    member_in,
    sight_of,
    staff_sight,
    sums_hold,
    take,
    world,
)
from siyu.domains.chains.types import ChainForm, ItemForm
from siyu.domains.chat.actions.forget_words import forget_words
from siyu.domains.chat.models import Message
from siyu.domains.groups.tests.worlds import make_desk
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.types import Reviewer, targets
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.audit.models import AuditEntry
from siyu.platform.testing.rivals import at_once, refusals

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def heard(user: User) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(user=user, kind="group", key__startswith="chain:").order_by("pk")
    return list(rows.values_list("title", "body"))


def test_an_entry_goes_with_a_reason_and_comes_back() -> None:
    desk, group, chain = world()
    mei, wang = member_in(group), member_in(group, "小王")
    take(mei, chain, 3, 1)
    base = f"/g/{group.public_id}/chains/{chain.public_id}/"
    leader, member = client_of(desk.user), client_of(mei)
    assert client_of(wang).get(f"{base}entries/1/remove/").status_code == 403
    assert client_of(wang).post(f"{base}entries/1/remove/", {"reason": "x"}).status_code == 403
    assert "小美" in leader.get(f"{base}entries/1/remove/").content.decode()
    assert leader.post(f"{base}entries/1/remove/", {"reason": " "}).status_code == 422
    assert leader.post(f"{base}entries/7/remove/", {"reason": "x"}).status_code == 404
    for _ in range(2):
        assert leader.post(f"{base}entries/1/remove/", {"reason": "不在配送范围"}).status_code == 302
    entry = ChainEntry.objects.of(desk.account).get()
    assert (entry.state, entry.reason) == ("removed", "不在配送范围")
    sums_hold(chain)
    assert Chain.objects.of(desk.account).get().taken == 0
    assert heard(mei) == [("你被移出了接龙「茶叶团购」", "不在配送范围")]
    page = member.get(base).content.decode()
    assert "不在配送范围" in page
    assert f'action="{base}withdraw/"' not in page
    assert member.post(f"{base}join/", {f"item-{items_of(chain)[0]}": "1"}).status_code == 409
    with pytest.raises(EntryRemoved):
        take(mei, chain, 1)
    assert "不在配送范围" in leader.get(f"{base}?only=removed").content.decode()
    assert "不在配送范围" not in client_of(wang).get(f"{base}?only=removed").content.decode()
    assert leader.post(f"{base}entries/1/restore/").status_code == 302
    leader.post(f"{base}entries/1/restore/")
    sums_hold(chain)
    assert Chain.objects.of(desk.account).get().taken == 4
    assert [title for title, _body in heard(mei)] == ["你被移出了接龙「茶叶团购」", "你已恢复参加接龙「茶叶团购」"]
    remove_entry(sight_of(desk.user, chain), 1, "再次")
    assert len(heard(mei)) == 3
    acts = AuditEntry.objects.filter(act__startswith="chain_entry.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["chain_entry.removed", "chain_entry.restored", "chain_entry.removed"]


def test_what_was_picked_up_stays_and_what_is_gone_cannot_come_back() -> None:
    desk, group, chain = world()
    mei, wang = member_in(group), member_in(group, "小王")
    sight = sight_of(desk.user, chain)
    take(mei, chain, 5)
    hand_out(sight, 1, done=True)
    with pytest.raises(PickedUp):
        remove_entry(sight, 1, "x")
    hand_out(sight, 1, done=False)
    remove_entry(sight, 1, "x")
    for user, number in ((wang, 5), (member_in(group, "小李"), 4)):
        take(user, chain, number)
    with pytest.raises(NotEnoughLeft):
        restore_entry(sight, 1)
    sums_hold(chain)
    forget_entries(mei)
    with pytest.raises(NotFound):
        restore_entry(sight, 1)
    assert ChainEntry.objects.of(desk.account).get(number=1).reason == ""
    for wrong in ("", "长" * 101):
        with pytest.raises(Invalid):
            remove_entry(sight, 2, wrong)


def test_staff_take_out_at_the_desk_and_strangers_find_nothing() -> None:
    desk, group, chain = world()
    mei = member_in(group)
    take(mei, chain, 1)
    there = f"/console/acme/groups/{group.public_id}/chains/{chain.public_id}/"
    staff = client_of(desk.user)
    assert "小美" in staff.get(f"{there}entries/1/remove/").content.decode()
    assert staff.post(f"{there}entries/1/remove/", {"reason": "重复"}).status_code == 302
    assert "重复" in staff.get(f"{there}?only=removed").content.decode()
    assert staff.post(f"{there}entries/1/restore/").status_code == 302
    assert ChainEntry.objects.of(desk.account).get().state == "joined"
    file = staff.post(f"{there}export/").content.decode("utf-8-sig")
    assert "重复" not in file
    other = client_of(make_desk("other").user)
    for act in ("remove", "restore"):
        assert other.post(f"{there}entries/1/{act}/", {"reason": "x"}).status_code == 404
        assert client_of(mei).post(f"{there}entries/1/{act}/", {"reason": "x"}).status_code == 404
        member_side = f"/g/{group.public_id}/chains/{chain.public_id}/entries/1/{act}/"
        assert other.post(member_side, {"reason": "x"}).status_code == 404


def test_whoever_made_it_but_does_not_lead_takes_nobody_out() -> None:
    _desk, group, _chain = world()
    mei, wang = member_in(group), member_in(group, "小王")
    group.account.settings = {**group.account.settings, "chains": {"members_may_start": True}}
    group.account.save()
    hers = make(mei, group)
    take(wang, hers, 1)
    with pytest.raises(Forbidden):
        remove_entry(sight_of(mei, hers), 1, "x")


def test_held_words_of_leaders_wait_for_review() -> None:
    desk, group, open_one = world()
    add_word(Reviewer(desk.user, desk.account), "加微信", "hold")
    mei = member_in(group)
    chain = make(desk.user, group, title="加微信团购")
    assert (chain.seq, Case.objects.get(kind="chain").target) == (0, chain.public_id)
    base = f"/g/{group.public_id}/chains/"
    assert client_of(mei).get(f"{base}{chain.public_id}/").status_code == 404
    assert "加微信团购" not in client_of(mei).get(base).content.decode()
    assert "审核" in client_of(desk.user).get(f"{base}{chain.public_id}/").content.decode()
    with pytest.raises(ChainOver):
        take(desk.user, chain, 1)
    for _ in range(2):
        targets["chain"].restore(chain.public_id)
    cards = [message.body["id"] for message in Message.objects.filter(kind="card").order_by("seq")]
    assert cards == [open_one.public_id, chain.public_id]
    take(mei, chain, 1)
    tea, cake = items_of(open_one)
    take(mei, open_one, 1)
    form = ChainForm("茶叶团购", (ItemForm("加微信送", id=tea), ItemForm("绿豆糕", id=cake)))
    edit_chain(sight_of(desk.user, open_one), form)
    assert client_of(mei).get(f"{base}{open_one.public_id}/").status_code == 404
    targets["chain"].restore(open_one.public_id)
    assert "加微信送" in client_of(mei).get(f"{base}{open_one.public_id}/").content.decode()
    edit_chain(staff_sight(desk, open_one), form)  # the account's own voice waits for nobody
    assert client_of(mei).get(f"{base}{open_one.public_id}/").status_code == 200


def test_a_chain_others_joined_outlives_its_maker() -> None:
    desk, group, _chain = world()
    group.account.settings = {**group.account.settings, "chains": {"members_may_start": True}}
    group.account.save()
    mei, wang = member_in(group), member_in(group, "小王")
    hers = make(mei, group)
    take(wang, hers, 1)
    forget_entries(mei)
    forget_words(mei)
    card = client_of(wang).get(f"/chat/{group.public_id}/{hers.seq}/card/").content.decode()
    assert "茶叶团购" in card
    assert take(wang, hers, 2).number == 1
    assert desk.account.pk == hers.account_id


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(2))
def test_rivals_take_out_bring_back_and_join_and_the_sums_hold(_round: int) -> None:
    desk, group, chain = world(items=(ItemForm("茶", cap=4), ItemForm("糕")))
    people = [member_in(group, f"m{n}") for n in range(3)]
    for user in people[:2]:
        take(user, chain, 2)
    sight = sight_of(desk.user, chain)
    acts = [lambda: remove_entry(sight, 1, "x")] * 3 + [lambda: take(people[2], chain, 2)]
    answers = refusals(at_once([*acts, lambda: restore_entry(sight, 1)]))
    assert set(answers) <= {"", "not_enough_left"}
    sums_hold(chain)
    removed = AuditEntry.objects.filter(act="chain_entry.removed").count()
    assert len([1 for title, _body in heard(people[0]) if "移出" in title]) == removed
