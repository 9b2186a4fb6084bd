"""Health and evidence read what members really do: talk, votes, check-ins, chains."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from siyu.domains.accounts.types import Desk
from siyu.domains.chains.tests.worlds import make as make_chain
from siyu.domains.chains.tests.worlds import take
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.types import CampaignForm
from siyu.domains.group_health.queries.health import health_of
from siyu.domains.group_health.queries.silent import silent_members
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.tests.worlds import make_poll
from siyu.domains.replication.tests.worlds import member_since, settle
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    cache.clear()
    return make_desk()


def silent_names(desk: Desk, group: Group) -> list[str]:
    settle()
    return [one.user.name for one in silent_members(desk.account, group)]


def test_every_real_act_breaks_the_silence(desk: Desk) -> None:
    """Facts of chains and polls name the group in `props`, those of check-ins and talk as their object."""
    group = make_group(desk)
    talker, voter, marker, buyer, _nobody = people = [
        member_since(group, name, 60) for name in ("说话", "投票", "打卡", "接龙", "无声")
    ]  # fmt: skip
    assert silent_names(desk, group) == [user.name for user in people]
    send_message(talker, group.public_id, Draft(text="早", nonce="1"))
    cast_vote(voter, group.public_id, make_poll(desk.user, group).public_id, [1])
    today = clock.local_day(clock.now(), desk.account.time_zone)
    campaign = start_campaign(desk.user, group.public_id, CampaignForm("早起", today, today + timedelta(days=7)))
    check_in(marker, group.public_id, campaign.public_id)
    take(buyer, make_chain(desk.user, group), 1)
    assert silent_names(desk, group) == ["无声"]
    (health,) = health_of(desk.account, [group], 28)
    assert health.figures.silent == 1, "the list and the figure agree"
