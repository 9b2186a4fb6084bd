"""The demo's community is made by the real actions: people who bought log in, write, answer and talk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from siyu.demo.cast import CAST, bring_cast
from siyu.demo.community import words
from siyu.demo.community.groups import fill_groups
from siyu.demo.community.notes import ALL, drafts, write_notes
from siyu.demo.community.people import accounts, bring_members, members, open_more_accounts
from siyu.demo.spec import Spec
from siyu.domains.chat.models import Message
from siyu.domains.fans.models import Identity
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.notes.models import Note
from siyu.kernel import clock

pytestmark = pytest.mark.django_db
SPEC = Spec(day=clock.now().date(), people=400)


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    bring_cast({part.email: "pw-for-tests-1" for part in CAST})
    open_more_accounts()
    bring_members(SPEC, 6)


def test_members_are_buyers_by_their_phone_and_come_once(town: None) -> None:
    brand = accounts()[0]
    assert len(members()) == 6
    bring_members(SPEC, 6)
    assert len(members()) == 6
    assert Identity.objects.of(brand).filter(kind="phone").count() == 6


def test_there_are_three_hundred_notes_of_three_accounts_the_newest_first() -> None:
    bring_cast({part.email: "pw-for-tests-1" for part in CAST})
    open_more_accounts()
    every = drafts()
    assert len(every) == ALL
    assert len({draft.account.pk for draft in every}) == 3
    assert every[0].days_ago < 1 < 100 < every[-1].days_ago


def test_notes_lie_in_the_past_with_a_cover_and_are_written_once(town: None) -> None:
    assert write_notes(0, 3) == 3
    assert write_notes(0, 3) == 0
    notes = [note for account in accounts() for note in Note.objects.of(account)]
    assert all(note.cover is not None and note.published_at < clock.now() for note in notes)


def test_groups_of_every_policy_have_people_and_talk(town: None) -> None:
    policies = {circle.policy: number for number, circle in enumerate(words.CIRCLES)}
    for number in policies.values():
        assert fill_groups(number, number + 1) == 1
        assert fill_groups(number, number + 1) == 0
    groups = [group for account in accounts() for group in Group.objects.of(account)]
    assert {group.policy for group in groups} == {"open", "apply", "conditions", "invite"}
    for group in groups:
        assert GroupMember.objects.of(group.account_id).filter(group=group, state="active").count() >= 4
        said = Message.objects.filter(conversation=group.conversation, kind="text")
        assert said.count() >= 5


def test_what_is_replayed_ends_with_its_block() -> None:
    then = clock.now() - timedelta(days=9)
    with clock.replaying(then):
        assert clock.now() == then
    assert clock.now() > then + timedelta(days=8)
