"""Joining, leaving, being put out: every way in, and what each may not do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.forget_words import forget_words
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import access_conversation, may_enter
from siyu.domains.chat.queries.messages import messages_after
from siyu.domains.chat.queries.own_data import messages
from siyu.domains.chat.types import Draft
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.models import Identity
from siyu.domains.groups.actions.accept_rules import accept_rules
from siyu.domains.groups.actions.ask_to_join import ask_to_join
from siyu.domains.groups.actions.dissolve_group import dissolve_group, end_dissolved, restore_group
from siyu.domains.groups.actions.edit_group import edit_group
from siyu.domains.groups.actions.forget_member import forget_member
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.actions.make_invitation import make_invitation, revoke_invitation
from siyu.domains.groups.actions.remove_member import lift_ban, remove_member
from siyu.domains.groups.actions.review_request import review_request
from siyu.domains.groups.actions.withdraw_request import withdraw_request
from siyu.domains.groups.errors import GroupFull, InvitationSpent, NotFitting, RulesChanged, WrongStep
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import access_group, access_joinable
from siyu.domains.groups.queries.my_groups import groups_to_discover, my_groups
from siyu.domains.groups.queries.own_data import standings
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.domains.groups.types import Conditions, GroupForm
from siyu.domains.inbox.models import Notice
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.testing.realtime import Recorder

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


def _count(group: Group) -> int:
    return Group.objects.of(group.account_id).get(pk=group.pk).members


def _client(user: object) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)  # type: ignore[arg-type]
    return client


def test_an_open_group_is_one_form_away(desk: Desk, event_store: DuckStore) -> None:
    group, mei = make_group(desk, rules="友善"), make_member()
    client = _client(mei)
    page = client.get(f"/g/{group.public_id}/").content.decode()
    assert "友善" in page
    assert "Acme" in page
    refused = client.post(f"/g/{group.public_id}/join/", {"accepted": "1"})
    assert refused.status_code == 422
    assert not GroupMember.objects.of(desk.account).filter(user=mei).exists()
    client.post(f"/g/{group.public_id}/join/", {"accepted": "1", "consent": "on"})
    member = GroupMember.objects.of(desk.account).get(user=mei)
    assert (member.state, member.rules_version, _count(group)) == ("active", 1, 2)
    assert member.consented_at is not None
    assert "Acme" in member.consent
    assert Identity.objects.of(desk.account).filter(kind="member", value=mei.uid).exists()
    relay.deliver_all()
    codes = [row["kind"] for row in event_store.query("SELECT kind FROM facts").to_pylist()]
    assert codes == [KINDS["group.joined"].code] or codes == ["group.joined"]


def test_an_application_is_reviewed_then_the_rules_are_accepted(desk: Desk) -> None:
    group, mei = make_group(desk, policy="apply", questions=("怎么认识我们的？",)), make_member()
    for answers in ((), ("",)):
        with pytest.raises(Invalid):
            join(mei, group, answers=answers)
    member = join(mei, group, answers=["朋友介绍"])
    assert (member.state, member.answers) == ("asked", [["怎么认识我们的？", "朋友介绍"]])
    assert Notice.objects.filter(user=desk.user, kind="group").count() == 1
    with pytest.raises(WrongStep):
        accept_rules(mei, group.public_id, 1)
    with pytest.raises(WrongStep):
        join(mei, group, answers=["再来"])
    with pytest.raises(NotFound):
        access_group(mei, group.public_id)
    lead = staff_lead(desk, group)
    review_request(lead, mei.uid, approve=True)
    with pytest.raises(WrongStep):
        review_request(lead, mei.uid, approve=False)
    edit_group(
        desk, group.public_id, GroupForm(name="茶友群", kind="precise", capacity=30, policy="apply", rules="新规")
    )
    with pytest.raises(RulesChanged):
        accept_rules(mei, group.public_id, 1)
    assert accept_rules(mei, group.public_id, 2).state == "active"
    assert accept_rules(mei, group.public_id, 2).state == "active"
    assert _count(group) == 2


def test_refused_and_withdrawn_may_ask_again(desk: Desk) -> None:
    group, mei = make_group(desk, policy="apply"), make_member()
    join(mei, group)
    review_request(staff_lead(desk, group), mei.uid, approve=False, reason="名额留给老客")
    assert Notice.objects.get(user=mei).body == "名额留给老客"
    assert join(mei, group).state == "asked"
    withdraw_request(mei, group.public_id)
    with pytest.raises(WrongStep):
        withdraw_request(mei, group.public_id)
    assert join(mei, group).state == "asked"


def test_conditions_are_judged_by_segments(desk: Desk, event_store: DuckStore) -> None:
    group = make_group(desk, policy="conditions", conditions=Conditions(orders=1))
    mei = make_member()
    with pytest.raises(NotFitting) as missing:
        join(mei, group)
    assert missing.value.data["missing"]
    with pytest.raises(Invalid):
        make_group(desk, "空条件", policy="conditions")
    with pytest.raises(Invalid):
        make_group(desk, "没有的分群", policy="conditions", conditions=Conditions(segment="nothing"))


def test_a_buyer_fits(desk: Desk, event_store: DuckStore) -> None:
    from siyu.domains.fans.actions.know_member import know_member
    from siyu.domains.fans.actions.mirror_persons import mirror_persons
    from siyu.domains.fans.actions.state_act import state_act

    group, mei = make_group(desk, policy="conditions", conditions=Conditions(orders=1)), make_member()
    know_member(desk.account, mei)
    state_act(desk.account, mei, "order.paid", object_type="order", object_id="o1", amount_fen=9_900)
    relay.deliver_all()
    mirror_persons(desk.account)
    assert join(mei, group).state == "active"


def test_an_invitation_lets_in_until_it_is_over(desk: Desk) -> None:
    group = make_group(desk, policy="invite")
    lead = staff_lead(desk, group)
    a, b, c, d = (make_member(name) for name in "甲乙丙丁")
    for stranger in (a, b):
        with pytest.raises(NotFound):
            access_joinable(stranger, group.public_id)
    invitation = make_invitation(lead, 7, most=2)
    other = make_invitation(staff_lead(desk, make_group(desk, "别的群", policy="invite")), 7)
    with pytest.raises(NotFound):
        join(a, group, invite=other.token)
    assert join(a, group, invite=invitation.token).state == "active"
    assert join(b, group, invite=invitation.token).source == "invitation"
    with pytest.raises(NotFound):
        join(c, group, invite=invitation.token)
    late = make_invitation(lead, 1)
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1), tick=False), pytest.raises(NotFound):
        join(c, group, invite=late.token)
    assert revoke_invitation(lead, late.token)
    with pytest.raises(NotFound):
        join(d, group, invite=late.token)
    apply = make_group(desk, "要审核", policy="apply")
    with pytest.raises(InvitationSpent):
        join(d, apply, invite=late.token)
    with pytest.raises(Invalid):
        make_invitation(lead, 400)


def test_a_full_group_takes_nobody(desk: Desk) -> None:
    group = make_group(desk, capacity=2)
    join(make_member("甲"), group)
    late = make_member("乙")
    with pytest.raises(GroupFull):
        join(late, group)
    leave_group(GroupMember.objects.of(desk.account).get(role="member", state="active").user, group.public_id)
    assert join(late, group).state == "active"
    assert _count(group) == 2


def test_who_was_put_out_sees_nothing_more(
    desk: Desk, published: Recorder, django_capture_on_commit_callbacks: object
) -> None:
    group, mei, bo = make_group(desk), make_member("小美"), make_member("阿波")
    join(mei, group)
    join(bo, group)
    send_message(mei, group.public_id, Draft(text="大家好"))
    lead = staff_lead(desk, group)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_member(lead, mei.uid, reason="广告")
        remove_member(lead, bo.uid, ban=True)
    room = f"group.{group.public_id}"
    assert published.revoked == [(room, mei.uid), (room, bo.uid)]
    for who in (mei, bo):
        assert not may_enter("group", who, group.public_id)
        client = _client(who)
        for path in ("about/", "members/", "announcement/", "tasks/", "requests/", "invite/"):
            assert client.get(f"/g/{group.public_id}/{path}").status_code == 404, path
        assert client.get(f"/chat/{group.public_id}/log/").status_code == 404
        assert client.post(f"/chat/{group.public_id}/send/", {"text": "x"}).status_code == 404
        assert "大家好" not in client.get(f"/g/{group.public_id}/").content.decode()
        assert my_groups(who) == []
    assert _client(bo).get(f"/g/{group.public_id}/").status_code == 404
    with pytest.raises(NotFound):
        join(bo, group)
    assert join(mei, group).state == "asked", "whoever was put out comes back only through a review"
    lift_ban(lead, bo.uid)
    assert join(bo, group).state == "active"
    seat = access_conversation(bo, group.public_id)
    assert "大家好" not in str(messages_after(seat, 0).told(bo))
    assert _count(group) == 2


def test_the_owner_hands_over_before_leaving(desk: Desk) -> None:
    group = make_group(desk)
    with pytest.raises(Invalid):
        leave_group(desk.user, group.public_id)
    with pytest.raises(Invalid):
        remove_member(staff_lead(desk, group), desk.user.uid)


def test_a_dissolved_group_comes_back_within_a_week(desk: Desk) -> None:
    group, mei = make_group(desk), make_member()
    join(mei, group)
    lead = staff_lead(desk, group)
    dissolve_group(lead)
    for look in (lambda: access_group(mei, group.public_id), lambda: access_joinable(mei, group.public_id)):
        with pytest.raises(NotFound):
            look()
    assert my_groups(mei) == []
    assert end_dissolved() == 0
    restore_group(staff_lead(desk, group))
    assert access_group(mei, group.public_id)[1].state == "active"
    assert send_message(mei, group.public_id, Draft(text="回来了")).seq > 0
    dissolve_group(staff_lead(desk, group))
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        with pytest.raises(Invalid):
            restore_group(staff_lead(desk, group))
        assert (end_dissolved(), end_dissolved()) == (1, 0)
    assert not GroupMember.objects.of(desk.account).filter(state="active").exists()
    assert not may_enter("group", mei, group.public_id)


def test_two_accounts_do_not_touch(desk: Desk) -> None:
    theirs = make_desk("other")
    ours, foreign = make_group(desk), make_group(theirs, "别家群", listed=False)
    mei = make_member()
    join(mei, ours)
    with pytest.raises(NotFound):
        staff_lead(theirs, ours)
    with pytest.raises(NotFound):
        remove_member(staff_lead(theirs, foreign), mei.uid)
    assert not may_enter("group", theirs.user, ours.public_id)
    assert _client(theirs.user).get(f"/console/other/groups/{ours.public_id}/").status_code == 404
    assert _client(theirs.user).get(f"/chat/{ours.public_id}/log/").status_code == 404
    assert "茶友群" not in _client(theirs.user).get("/console/other/groups/").content.decode()
    assert [group.name for group in groups_to_discover(make_member("路人"))] == ["茶友群"]
    with pytest.raises(Forbidden):
        staff_lead(make_desk("acme", "host"), ours)


def test_asking_twice_while_approved_is_calm(desk: Desk) -> None:
    group, mei = make_group(desk), make_member()
    assert ask_to_join(mei, group.public_id, consent=True).state == "approved"
    assert ask_to_join(mei, group.public_id, consent=True).state == "approved"
    assert _count(group) == 1
    assert join(mei, group).state == "active"
    assert join(mei, group).state == "active"
    assert _count(group) == 2


def test_a_forgotten_member_leaves_no_word_behind(desk: Desk) -> None:
    group, mei = make_group(desk, policy="apply", questions=("暗号？",)), make_member("小美")
    join(mei, group, answers=["金丝雀-答"])
    review_request(staff_lead(desk, group), mei.uid, approve=True)
    accept_rules(mei, group.public_id, 1)
    said = send_message(mei, group.public_id, Draft(text="金丝雀-话"))
    assert [row["text"] for row in messages(mei)] == ["金丝雀-话"]
    assert "金丝雀-答" in str(list(standings(mei)))
    assert (forget_member(mei), forget_words(mei)) == (1, 1)
    assert (forget_member(mei), forget_words(mei)) == (0, 0)
    assert not GroupMember.objects.of(desk.account).filter(user=mei).exists()
    seat = access_conversation(desk.user, group.public_id)
    shown = messages_after(seat, 0).told(desk.user)
    assert "金丝雀" not in str(shown)
    assert [m["state"] for m in shown if m["seq"] == said.seq] == ["recalled"]
    assert not Message.objects.filter(text__contains="金丝雀").exists()
    assert _count(group) == 1
