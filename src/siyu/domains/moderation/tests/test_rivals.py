"""Several reviewers at once: one decision, one penalty, one edition. Threads against the real database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.actions.decide_case import decide_case
from siyu.domains.moderation.actions.edit_convention import publish_draft, save_draft
from siyu.domains.moderation.actions.report_content import report_content
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.models import Case, Convention, Penalty
from siyu.domains.moderation.queries.conventions import shipped_edition
from siyu.domains.moderation.tests.walls import KIND, Wall
from siyu.domains.moderation.types import Decision, Reviewer
from siyu.domains.people.models import User
from siyu.platform.testing.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RIVALS = 6


@pytest.fixture
def wall() -> Iterator[Wall]:
    wall = Wall(Account.objects.create(slug="silk", name="Silk"), User.objects.create_member(name="作者"))
    wall.stand()
    yield wall
    wall.fall()


def test_a_case_is_decided_once(wall: Wall) -> None:
    report_content(User.objects.create_member(), KIND, "a", "spam")
    case = Case.objects.get()
    judges = [Reviewer(User.objects.create_user(f"r{n}@example.com"), wall.account) for n in range(RIVALS)]
    outcomes = ["mute_1", "mute_7", "mute_15", "mute_for_good", "hide", "ban"]
    answers = at_once(
        [
            lambda judge=judge, outcome=outcome: decide_case(judge, case.pk, Decision(outcome, "spam", "广告"))
            for judge, outcome in zip(judges, outcomes, strict=True)
        ]
    )
    won = [answer for answer in answers if isinstance(answer, Case)]
    assert len(won) == 1
    assert sum(isinstance(answer, AlreadyDecided) for answer in answers) == RIVALS - 1, answers
    assert Penalty.objects.count() == (0 if won[0].outcome == "hide" else 1)
    assert Notice.objects.filter(user=wall.author).count() == 1


def test_a_draft_becomes_one_edition() -> None:
    staff = [Reviewer(User.objects.create_user(f"p{n}@example.com", is_staff=True), None) for n in range(RIVALS)]
    save_draft(staff[0], "x", shipped_edition().rules)
    answers = at_once([lambda who=who: publish_draft(who) for who in staff])
    assert sorted(answer for answer in answers if isinstance(answer, int)) == [2], answers
    assert list(Convention.objects.values_list("number", flat=True)) == [2]
