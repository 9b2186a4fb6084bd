"""Only what somebody sees can be reported: to everyone else a message, a poll, a remark is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.chains.actions.join_chain import join_chain
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.models import ChainItem
from siyu.domains.chains.types import ChainForm, EntryForm, ItemForm
from siyu.domains.chat.actions.judge_message import hide_message
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.types import CampaignForm
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.moderation.models import Case, Report
from siyu.domains.moderation.types import targets
from siyu.domains.notes.actions.judge_reported import hide_comment, hide_note
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.types import PollForm
from siyu.kernel import clock

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(event_store: object) -> Desk:
    cache.clear()
    return make_desk()


@pytest.fixture
def inside(desk: Desk) -> tuple[Group, User, dict[str, str]]:
    """A group with a member, and one thing of each kind that only the group sees: kind → id."""
    group, author, today = make_group(desk, "老友群"), make_member("作者"), clock.now().date()
    join(author, group)
    said = send_message(author, group.public_id, Draft(text="只在群里说", nonce="a"))
    poll = start_poll(desk.user, group.public_id, PollForm("喝什么？", ("茶", "咖啡")), "p")
    form = ChainForm("桂花糕", (ItemForm("桂花糕", "盒", 3_800),), asks=("remark",), nonce="c")
    chain = make_chain(lead_as_staff(desk, group.public_id), form)
    item = ChainItem.objects.of(desk.account).get()
    entry = join_chain(author, group.public_id, chain.public_id, EntryForm({item.pk: 1}, remark="少糖"))
    days = CampaignForm("早起", today, today + timedelta(days=9), text=True)
    campaign = start_campaign(desk.user, group.public_id, days, "k")
    mark = check_in(author, group.public_id, campaign.public_id, "今天六点起")
    return group, author, {
        "message": f"{group.conversation.public_id}.{said.seq}", "poll": poll.public_id, "chain": chain.public_id,
        "chain_entry": entry.public_id, "checkin": mark.public_id,
    }  # fmt: skip


def door(user: User, kind: str, target: str) -> tuple[int, int]:
    """What the sheet and the sending of a report answer."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    address = f"/report/{kind}/{target}/"
    return client.get(address).status_code, client.post(address, {"category": "spam"}).status_code


def test_what_a_group_sees_is_reported_by_its_members_alone(inside: tuple[Group, User, dict[str, str]]) -> None:
    group, _author, things = inside
    member, left, stranger = make_member("同群"), make_member("退了群"), make_member("路人")
    join(member, group)
    join(left, group)
    leave_group(left, group.public_id)
    later = send_message(member, group.public_id, Draft(text="你好", nonce="b"))
    things["message"] = f"{group.conversation.public_id}.{later.seq}"
    for kind, target in things.items():
        assert kind in targets
        assert door(stranger, kind, target) == (404, 404), kind
        assert door(left, kind, target) == (404, 404), kind
    assert not Case.objects.exists()
    for kind, target in things.items():
        assert door(member, kind, target) == (200, 302), kind
    assert Report.objects.count() == len(things)


def test_what_was_said_before_one_came_or_was_hidden_is_not_reported(
    inside: tuple[Group, User, dict[str, str]],
) -> None:
    group, author, things = inside
    late = make_member("后来的")
    join(late, group)
    assert door(late, "message", things["message"]) == (404, 404)
    hide_message(things["message"], "spam")
    assert door(author, "message", things["message"]) == (404, 404)


def test_a_note_or_comment_that_is_not_shown_is_not_reported(desk: Desk) -> None:
    note = publish_note(desk.user, desk.account, Content("旗袍", "怎么洗"))
    writer, reader = make_member("写的"), make_member("读的")
    comment = write_comment(writer, note.public_id, "好看")
    assert door(reader, "comment", comment.public_id) == (200, 302)
    hide_comment(comment.public_id, "spam")
    assert door(writer, "comment", comment.public_id) == (404, 404)
    assert door(reader, "note", note.public_id) == (200, 302)
    hide_note(note.public_id, "spam")
    assert door(writer, "note", note.public_id) == (404, 404)


def test_a_group_by_invitation_is_reported_by_its_members_alone(desk: Desk) -> None:
    open_one, closed = make_group(desk, "人人可进"), make_group(desk, "凭邀请进")
    member, stranger = make_member("同群"), make_member("路人")
    join(member, closed)
    Group.objects.of(desk.account).filter(pk=closed.pk).update(policy=Group.Policy.INVITE)
    assert door(stranger, "group", open_one.public_id) == (200, 302)
    assert door(stranger, "group", closed.public_id) == (404, 404)
    assert door(member, "group", closed.public_id) == (200, 302)
