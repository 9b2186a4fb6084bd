"""From report to decision and back: once, with rights checked, and with everyone told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.actions.decide_case import decide_case
from siyu.domains.moderation.actions.edit_words import add_word, remove_word
from siyu.domains.moderation.actions.lift_penalty import lift_penalty
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.actions.report_content import report_content
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.actions.undo_decision import undo_decision
from siyu.domains.moderation.errors import AlreadyDecided, Muted
from siyu.domains.moderation.models import Case, Penalty
from siyu.domains.moderation.queries.proposals import proposal
from siyu.domains.moderation.queries.speaking import check_may_speak, check_pace
from siyu.domains.moderation.tests.walls import Wall
from siyu.domains.moderation.types import Decision, Reviewer
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.audit.models import AuditEntry
from siyu.platform.http import limits
from siyu.platform.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db
MUTE = Decision("mute_7", "spam", "广告请走官方工具")


@pytest.fixture
def account() -> Account:
    return Account.objects.create(slug="silk", name="Silk")


@pytest.fixture
def wall(account: Account) -> Iterator[Wall]:
    wall = Wall(account, User.objects.create_member(name="作者"))
    wall.stand()
    yield wall
    wall.fall()


@pytest.fixture
def reviewer(account: Account) -> Reviewer:
    return Reviewer(User.objects.create_user("r@example.com"), account)


def reported(target: str = "a") -> Case:
    report_content(User.objects.create_member(name="热心人"), "wall", target, "spam", "拉群")
    return Case.objects.get(kind="wall", target=target, state="open")


def test_many_reports_are_one_case(wall: Wall) -> None:
    reported()
    case = reported()
    assert (case.reports, case.excerpt, case.account) == (2, "说了 a", wall.account)
    user = User.objects.create_member()
    assert report_content(user, "wall", "a", "spam").pk == report_content(user, "wall", "a", "vulgar").pk
    assert OutboxMessage.objects.filter(topic="facts").count() == 3


def test_what_is_not_there_cannot_be_reported(wall: Wall) -> None:
    user = User.objects.create_member()
    with pytest.raises(NotFound):
        report_content(user, "wall", "gone", "spam")
    with pytest.raises(NotFound):
        report_content(user, "nothing", "a", "spam")
    with pytest.raises(Invalid):
        report_content(user, "wall", "a", "dislike")
    assert not Case.objects.exists()


def test_a_mute_hides_silences_and_tells(wall: Wall, reviewer: Reviewer) -> None:
    case = reported()
    decide_case(reviewer, case.pk, MUTE)
    assert wall.hidden == {"a"}
    with pytest.raises(Muted) as told:
        check_may_speak(wall.author, wall.account)
    assert (told.value.data["reason"], told.value.data["rule"]) == (MUTE.reason, "spam")
    check_may_speak(wall.author, Account.objects.create(slug="other", name="Other"))
    check_may_speak(wall.author)
    penalty = Penalty.objects.get()
    assert penalty.until is not None
    assert penalty.until - penalty.since == timedelta(days=7)
    assert set(Notice.objects.values_list("user__name", flat=True)) == {"作者", "热心人"}
    assert AuditEntry.objects.filter(act="case.decided").count() == 1


def test_undo_brings_everything_back(wall: Wall, reviewer: Reviewer) -> None:
    case = reported()
    decide_case(reviewer, case.pk, MUTE)
    undo_decision(reviewer, case.pk)
    assert wall.hidden == set()
    check_may_speak(wall.author, wall.account)
    assert Case.objects.get().state == "open"
    decide_case(reviewer, case.pk, Decision("dismiss"))
    assert Case.objects.get().outcome == "dismiss"


def test_the_second_reviewer_is_told(wall: Wall, reviewer: Reviewer) -> None:
    case = reported()
    decide_case(reviewer, case.pk, Decision("dismiss"))
    with pytest.raises(AlreadyDecided):
        decide_case(reviewer, case.pk, MUTE)
    assert not Penalty.objects.exists()


def test_who_may_decide_what(wall: Wall, reviewer: Reviewer) -> None:
    stranger = Reviewer(reviewer.user, Account.objects.create(slug="other", name="Other"))
    with pytest.raises(NotFound):
        decide_case(stranger, reported().pk, MUTE)
    official = reported("official")
    with pytest.raises(NotFound):
        decide_case(reviewer, official.pk, MUTE)
    decide_case(Reviewer(reviewer.user, None), official.pk, MUTE)
    with pytest.raises(Forbidden):
        decide_case(Reviewer(wall.author, wall.account), reported("b").pk, MUTE)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision("shout"), "outcome"),
        (Decision("hide", "", "x"), "category"),
        (Decision("hide", "spam", " "), "reason"),
    ],
)
def test_a_decision_needs_rule_and_reason(wall: Wall, reviewer: Reviewer, decision: Decision, field: str) -> None:
    case = reported()
    with pytest.raises(Invalid) as said:
        decide_case(reviewer, case.pk, decision)
    assert said.value.data["field"] == field
    assert not wall.hidden


def test_repeats_raise_the_proposal_and_lifted_ones_do_not_count(wall: Wall, reviewer: Reviewer) -> None:
    first = reported("a")
    assert proposal(first, "spam").code == "mute_1"
    decide_case(reviewer, first.pk, MUTE)
    second = reported("b")
    assert proposal(second, "spam").code == "mute_7"
    lift_penalty(reviewer, Penalty.objects.get().pk)
    assert proposal(second, "spam").code == "mute_1"
    check_may_speak(wall.author, wall.account)


def test_words_of_platform_and_account(account: Account, reviewer: Reviewer) -> None:
    platform = Reviewer(reviewer.user, None)
    assert screen_text(account, "加微信").verdict == "pass"
    add_word(platform, "加微信", "hold")
    assert screen_text(account, "快加 薇信").verdict == "pass"
    held = screen_text(account, "快 加·微信 呀")
    assert (held.verdict, held.words) == ("hold", ("加微信",))
    add_word(reviewer, "加微信", "pass")
    assert screen_text(account, "加微信").verdict == "pass"
    assert screen_text(None, "加微信").verdict == "hold"
    refused = add_word(platform, "赌博", "refuse")
    add_word(reviewer, "赌博", "pass")
    assert screen_text(account, "網上賭 博").verdict == "refuse"
    remove_word(platform, refused.pk)
    assert screen_text(account, "網上賭 博").verdict == "pass"


def test_a_list_takes_only_words_and_only_ones_own(reviewer: Reviewer) -> None:
    for word in ("", "***", "长" * 41):
        with pytest.raises(Invalid):
            add_word(reviewer, word, "hold")
    theirs = add_word(Reviewer(reviewer.user, None), "平台词", "hold")
    with pytest.raises(NotFound):
        remove_word(reviewer, theirs.pk)


def test_held_content_is_a_case_with_its_words(wall: Wall) -> None:
    with transaction.atomic():
        first = open_case("wall", "a", words=["加微信"])
    with transaction.atomic():
        assert open_case("wall", "a").pk == first.pk
    assert (first.source, first.words) == ("words", ["加微信"])


def test_newcomers_speak_slower(wall: Wall) -> None:
    newcomer = User.objects.create_member()
    for _ in range(10):
        check_pace(newcomer)
    with pytest.raises(limits.TooOften):
        check_pace(newcomer)
    old = User.objects.create_member()
    old.date_joined -= timedelta(days=2)
    for _ in range(30):
        check_pace(old)
