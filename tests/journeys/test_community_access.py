"""No page of a living community keeps anybody out: axe finds nothing serious in either theme, nothing is too wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from siyu.domains.accounts.types import Desk
from siyu.domains.chains.actions.join_chain import join_chain
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.models import ChainItem
from siyu.domains.chains.types import ChainForm, EntryForm, ItemForm
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.types import CampaignForm
from siyu.domains.groups.actions.announce import announce
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.types import PollForm
from siyu.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
AXE = {"preload": False}  # it looks for imported sheets beside the page
WIDE = "document.documentElement.scrollWidth > window.innerWidth + 1"


@dataclass(frozen=True)
class Town:
    """A brand, a member of its group, and the addresses of what goes on there: for members, leaders and the desk."""

    desk: Desk
    member: User
    pages: tuple[str, ...]
    leading: tuple[str, ...]
    desk_pages: tuple[str, ...]


@pytest.fixture
def town(transactional_db: None, event_store: object) -> Town:
    cache.clear()
    desk, member = make_desk(), make_member("小青")
    group = make_group(desk, "老友群", rules="说话和气。")
    join(member, group)
    lead, today = lead_as_staff(desk, group.public_id), clock.local_day(clock.now(), desk.account.time_zone)
    announce(lead, "周日两点，平江路见")
    send_message(desk.user, group.public_id, Draft(text="大家好", nonce="1", voice="account"))
    send_message(member, group.public_id, Draft(text="你好呀 @沈云裳", nonce="2"))
    poll = start_poll(desk.user, group.public_id, PollForm("喝什么？", ("老白茶", "桂花乌龙")), "p")
    cast_vote(member, group.public_id, poll.public_id, [1])
    chain = make_chain(
        lead, ChainForm("桂花糕", (ItemForm("桂花糕", "盒", 3_800, cap=9),), asks=("remark",), nonce="c")
    )
    item = ChainItem.objects.of(desk.account).get()
    join_chain(member, group.public_id, chain.public_id, EntryForm({item.pk: 1}, remark="少糖"))
    form = CampaignForm("早起", today, today + timedelta(days=9), task="喝一杯水", makeups=1)
    campaign = start_campaign(desk.user, group.public_id, form, "k")
    check_in(member, group.public_id, campaign.public_id, "六点半起的")
    note = publish_note(desk.user, desk.account, Content("真丝怎么洗", "冷水反面阴干，#旗袍# 和 #真丝# 都可以"))
    write_comment(member, note.public_id, "收藏了")
    base, side = f"/g/{group.public_id}/", f"/console/acme/groups/{group.public_id}/"
    return Town(
        desk,
        member,
        pages=(
            base, *(f"{base}{path}/" for path in (
                "about", "members", "announcement", "tasks", "polls", f"polls/{poll.public_id}", "chains",
                f"chains/{chain.public_id}", "check-ins", f"check-ins/{campaign.public_id}",
            )),
            f"/n/{note.public_id}/", f"/n/{note.public_id}/share/", "/t/旗袍/", "/search/?q=旗袍", f"/u/{member.uid}/",
            f"/report/note/{note.public_id}/", "/groups/", "/messages/",
        ),
        leading=(f"{base}polls/new/", f"{base}chains/new/", f"{base}check-ins/new/", f"{base}invite/", "/post/"),
        desk_pages=(
            side, *(f"{side}{path}/" for path in (
                "edit", "members", "invite", "polls", f"polls/{poll.public_id}", "chains", f"chains/{chain.public_id}",
                "check-ins", f"check-ins/{campaign.public_id}",
            )),
            f"/console/acme/group-health/{group.public_id}/",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_of_a_community_keeps_anyone_out(town: Town, open_page: Callable[..., Any], dark: bool) -> None:
    found: dict[str, list[str]] = {}
    for user, phone, paths in (
        (town.member, True, town.pages),
        (town.desk.user, True, town.leading),
        (town.desk.user, False, town.desk_pages),
    ):
        page = open_page(user, dark=dark, phone=phone)
        page.context.route_web_socket("**/ws**", lambda _socket: None)
        for path in paths:
            answer = page.goto(path)
            faults = [f"answers {answer.status}"] if answer.status != 200 else _faults(page)
            page.set_viewport_size({"width": 320, "height": 700})
            faults += ["wider than a phone of 320 pixels"] if page.evaluate(WIDE) else []
            page.set_viewport_size({"width": 390, "height": 844} if phone else {"width": 1440, "height": 900})
            if faults:
                found[path] = faults
        page.close()
    assert found == {}


def _faults(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in Axe().run(page, options=AXE).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
