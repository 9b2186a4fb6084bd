"""Many at once: one attendance, one wish, one copy of a week, one reminder, one entry and one card of a form."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from siyu.domains.chat.models import Message
from siyu.domains.groups.actions.appoint_member import appoint_member
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.tests.worlds import make_desk, make_group, staff_lead
from siyu.domains.people.models import User
from siyu.domains.programmes.actions.attend_entry import attend_entry
from siyu.domains.programmes.actions.call_off_entry import call_off_entry
from siyu.domains.programmes.actions.copy_week import copy_week
from siyu.domains.programmes.actions.edit_entry import edit_entry
from siyu.domains.programmes.actions.post_cards import post_entry, post_week
from siyu.domains.programmes.actions.remind_wishers import remind_wishers
from siyu.domains.programmes.actions.wish_reminder import wish_reminder
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.queries.access import see_entry
from siyu.domains.programmes.tests.worlds import HOUR, fresh, member_in, notices, write
from siyu.domains.programmes.types import EntryForm
from siyu.kernel import clock
from siyu.platform.testing.rivals import all_succeed, at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)
SOON = timedelta(minutes=10)


def _group() -> tuple[User, Group]:
    desk = make_desk()
    return desk.user, make_group(desk)


def test_one_who_taps_many_times_came_once() -> None:
    owner, group = _group()
    entry, mei = write(owner, group, starts_at=clock.now() + SOON), member_in(group)
    came = all_succeed([lambda: attend_entry(mei, group.public_id, entry.public_id)] * 6)
    assert len({one.pk for one in came}) == 1
    assert Attendance.objects.of(group.account_id).count() == 1


def test_one_who_taps_many_times_wished_once() -> None:
    owner, group = _group()
    entry, mei = write(owner, group, starts_at=clock.now() + HOUR), member_in(group)
    all_succeed([lambda: wish_reminder(mei, group.public_id, entry.public_id)] * 6)
    assert Wish.objects.of(group.account_id).count() == 1


def test_many_come_at_once() -> None:
    owner, group = _group()
    entry, people = write(owner, group, starts_at=clock.now() + SOON), [member_in(group, f"m{n}") for n in range(6)]
    all_succeed([lambda user=user: attend_entry(user, group.public_id, entry.public_id) for user in people])
    assert Attendance.objects.of(group.account_id).count() == 6


@pytest.mark.parametrize("nonces", [("n1",) * 5, ("",) * 5, ("a", "b", "c", "d", "e")])
def test_leaders_who_copy_a_week_at_once_write_it_once(nonces: tuple[str, ...]) -> None:
    owner, group = _group()
    second = member_in(group, "小军")
    appoint_member(lead_as_member(owner, group.public_id), second.uid, "admin")
    starts = clock.now() + timedelta(days=7)
    for n in range(4):
        write(owner, group, title=f"节目{n}", starts_at=starts + n * timedelta(minutes=1))
    day = clock.local_day(starts, group.account.time_zone)
    leaders = [owner, owner, owner, second, second]
    done = all_succeed(
        [
            lambda user=user, nonce=nonce: copy_week(lead_as_member(user, group.public_id), day, nonce)
            for user, nonce in zip(leaders, nonces, strict=True)
        ]
    )
    copies = Counter(Entry.objects.of(group.account_id).values_list("title", flat=True))
    assert set(copies.values()) == {2}, copies
    assert max(one.written for one in done) >= 1


def test_workers_remind_once() -> None:
    owner, group = _group()
    entry, people = write(owner, group, starts_at=clock.now() + SOON), [member_in(group, f"m{n}") for n in range(3)]
    for user in people:
        wish_reminder(user, group.public_id, entry.public_id)
    meant = all_succeed([lambda: remind_wishers(entry.public_id, entry.starts_at)] * 5)
    assert sorted(meant) == [0, 0, 0, 0, 3]
    assert [len(notices(user, entry)) for user in people] == [1, 1, 1]


def test_a_reminder_and_a_moving_begin_agree() -> None:
    owner, group = _group()
    entry, mei = write(owner, group, starts_at=clock.now() + SOON), member_in(group)
    wish_reminder(mei, group.public_id, entry.public_id)
    later = entry.starts_at + HOUR
    form = EntryForm(entry.title, later, later + HOUR, kind=entry.kind)
    answers = at_once(
        [
            lambda: remind_wishers(entry.public_id, entry.starts_at),
            lambda: edit_entry(see_entry(owner, group.public_id, entry.public_id), form),
        ]
    )
    assert [one for one in answers if isinstance(one, Exception)] == []
    now = fresh(entry)
    assert (now.starts_at, now.reminded_at) == (later, None)  # whoever came first, the new begin is still to be said


def test_nobody_comes_to_what_was_called_off() -> None:
    owner, group = _group()
    entry, people = write(owner, group, starts_at=clock.now() + SOON), [member_in(group, f"m{n}") for n in range(4)]
    acts = [lambda user=user: attend_entry(user, group.public_id, entry.public_id) for user in people]
    answers = at_once([*acts, lambda: call_off_entry(see_entry(owner, group.public_id, entry.public_id))])
    assert set(refusals(answers)) <= {"", "not_now"}
    off = fresh(entry).cancelled_at
    assert off is not None
    assert all(one.at <= off for one in Attendance.objects.of(group.account_id))


def test_a_form_that_arrives_many_times_makes_one_entry_and_one_card() -> None:
    owner, group = _group()
    starts = clock.now() + HOUR
    made = all_succeed([lambda: write(owner, group, "n1", show=True, starts_at=starts)] * 5)
    assert len({entry.pk for entry in made}) == 1
    assert Entry.objects.of(group.account_id).count() == 1
    cards = Message.objects.filter(conversation=group.conversation, body__card="programme")
    assert cards.count() == 1
    sight = see_entry(owner, group.public_id, made[0].public_id)
    lead = lead_as_member(owner, group.public_id)
    again = all_succeed([lambda: post_entry(sight, "n2")] * 3 + [lambda: post_week(lead, date(2026, 3, 9), "n3")] * 3)
    assert len({message.pk for message in again}) == 2
    assert cards.count() == 3


def test_staff_and_members_write_in_the_same_group() -> None:
    desk = make_desk()
    group = make_group(desk)
    assert staff_lead(desk, group).may("play")
    starts = clock.now() + HOUR
    all_succeed([lambda n=n: write(desk.user, group, f"n{n}", starts_at=starts) for n in range(4)])
    assert Entry.objects.of(group.account_id).count() == 4
