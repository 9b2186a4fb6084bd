"""The demo's desks are filled by the real actions, once; who was silenced stops nobody's job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from siyu.demo.cast import BRAND, CAST, OPERATOR, SECOND, bring_cast, desk_of
from siyu.demo.community.certified import certify
from siyu.demo.community.chains import chain_up
from siyu.demo.community.checkins import keep_up
from siyu.demo.community.groups import fill_groups
from siyu.demo.community.messages import write_messages
from siyu.demo.community.notes import write_notes
from siyu.demo.community.people import accounts, bring_members, members, open_more_accounts, silenced
from siyu.demo.community.plays import route, vote
from siyu.demo.community.programmes import plan
from siyu.demo.community.quiz import answer_it, follow_some
from siyu.demo.community.reports import report_some
from siyu.demo.spec import Spec
from siyu.domains.accounts.models import Account, Certification
from siyu.domains.accounts.queries.access import account_by_slug
from siyu.domains.chains.models import ChainEntry
from siyu.domains.checkins.models import Campaign
from siyu.domains.checkins.queries.standings import leaders_of
from siyu.domains.fans.models import PersonTag
from siyu.domains.group_health.queries.health import health_of
from siyu.domains.groups.models import Group
from siyu.domains.moderation.models import Case
from siyu.domains.polls.models import Vote
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.quizzes.models import Answering, FollowUp, Quiz
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.support.models import Thread
from siyu.kernel import clock
from siyu.platform.outbox import relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> Account:
    settings.MEDIA_ROOT = tmp_path
    bring_cast({part.email: "pw-for-tests-1" for part in CAST})
    open_more_accounts()
    bring_members(Spec(day=clock.now().date(), people=400), 15)
    return accounts()[0]


def test_the_brand_has_its_mark_and_the_second_shop_waits(town: Account) -> None:
    certify()
    certify()
    states = dict(Certification.objects.unscoped("test").values_list("account__slug", "state"))
    assert states == {BRAND: "valid", SECOND: "submitted"}
    assert account_by_slug(BRAND).certified_until is not None


def test_messages_wait_are_answered_or_put_away(town: Account) -> None:
    assert write_messages() == 11
    assert write_messages() == 0
    threads = Thread.objects.of(town)
    assert threads.filter(state="closed").count() == 4
    assert threads.exclude(waiting_since=None).count() == 5
    assert threads.filter(waiting_since=None, state="open").count() == 2


def test_answers_become_tags_and_steps(town: Account) -> None:
    assert answer_it(0, 5) == 5
    assert answer_it(0, 8) == 3
    assert answer_it(0, 8) == 0
    assert Quiz.objects.of(town).count() == 2
    finished = Answering.objects.of(town).exclude(finished_at=None)
    assert finished.count() == 7  # the seventh left half way
    assert PersonTag.objects.of(town).filter(tag__name__startswith="版型").count() == 7
    assert follow_some() == 7
    assert follow_some() == 0
    assert FollowUp.objects.of(town).filter(state="open").count() == 7


def test_a_silenced_member_stops_no_job(town: Account) -> None:
    write_notes(0, 3)
    fill_groups(0, 1)
    assert report_some() == 4
    assert report_some() == 0
    states = list(Case.objects.filter(account=town).order_by("state").values_list("state", flat=True))
    assert states == ["decided", "open", "open", "open"]
    (silent,) = silenced()
    assert silent not in {user.pk for user in members()}
    assert write_notes(3, 6) == 3
    assert fill_groups(1, 2) == 1


def test_members_put_their_names_under_a_chain(town: Account) -> None:
    fill_groups(0, 1)
    assert chain_up() == 1
    assert chain_up() == 0
    entries = ChainEntry.objects.of(town)
    assert entries.filter(state="joined").count() >= 10
    assert sorted(entries.values_list("number", flat=True)) == list(range(1, entries.count() + 1))


def test_a_group_has_its_programme_with_what_was_what_is_and_what_comes(town: Account) -> None:
    fill_groups(0, 1)
    assert plan() == 1
    assert plan() == 0
    now = clock.now()
    entries = Entry.objects.of(town)
    assert entries.filter(ends_at__lte=now).count() == 3
    assert entries.filter(starts_at__lte=now, ends_at__gt=now).count() == 1
    assert entries.filter(starts_at__gt=now).count() == 4
    assert Wish.objects.of(town).count() >= 40
    came = Attendance.objects.of(town).select_related("entry")
    assert came.count() >= 15
    assert all(one.at < one.entry.ends_at and one.at <= now for one in came)


def test_groups_vote_and_segments_are_led_into_them(town: Account) -> None:
    fill_groups(0, 1)
    assert vote() == 1
    assert vote() == 0
    assert Vote.objects.of(town).count() >= 10
    save_segment(desk_of(OPERATOR), name="90天未复购的旗袍买家", tree={"attr": "orders", "eq": 0})
    assert route() == 1
    assert route() == 0


def test_check_ins_are_kept_up_unevenly_once(town: Account) -> None:
    fill_groups(0, 1)
    assert keep_up() == 1
    assert keep_up() == 0
    campaign = Campaign.objects.of(town).get()
    assert campaign.ended_at is None
    first, *others = leaders_of(campaign)
    assert first.total == first.longest == 9, "the first missed no day"
    assert 0 < others[-1].total < first.total


def test_groups_differ_in_health(town: Account, event_store: object) -> None:
    fill_groups(0, 3)
    relay.deliver_all()
    groups = list(Group.objects.of(town).order_by("pk"))
    lively, quiet, leaving = ({one.name: one.light for one in health.readings} for health in health_of(town, groups, 7))
    assert lively["lively"] == "good"
    assert quiet["lively"] == "bad"
    assert (quiet["churn"], leaving["churn"]) == ("good", "bad")
