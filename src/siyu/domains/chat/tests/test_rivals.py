"""Many who speak at once: numbers without gap or double, and a repeated nonce said once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.models import Conversation, Message
from siyu.domains.chat.tests.worlds import make_conversation, make_member
from siyu.domains.chat.types import Draft
from siyu.domains.people.models import User
from siyu.platform.testing.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)
SPEAKERS, EACH = 8, 12


@pytest.fixture
def speakers() -> list[User]:
    return [make_member(f"m{n}") for n in range(SPEAKERS)]


def test_numbers_have_no_gap_and_no_double(speakers: list[User]) -> None:
    talk = make_conversation("acme", *speakers)

    def speak(user: User) -> list[int]:
        return [send_message(user, talk.public_id, Draft(text=str(n), nonce=f"{n}")).seq for n in range(EACH)]

    answers = at_once([lambda user=user: speak(user) for user in speakers])
    given = sorted(seq for answer in answers for seq in answer)  # type: ignore[attr-defined]
    assert given == list(range(1, SPEAKERS * EACH + 1))
    assert list(Message.objects.order_by("seq").values_list("seq", flat=True)) == given
    assert Conversation.objects.of(talk.account).get().last_seq == len(given)
    for answer in answers:
        assert answer == sorted(answer), "each sender's own words stay in order"  # type: ignore[type-var]


def test_the_same_nonce_from_many_links_is_one_message(speakers: list[User]) -> None:
    talk = make_conversation("acme", *speakers)
    for n in range(10):
        draft = Draft(text="一次", nonce=f"once-{n}")
        answers = at_once([lambda draft=draft: send_message(speakers[0], talk.public_id, draft).seq] * 6)
        assert answers == [n + 1] * 6
    assert Message.objects.count() == 10


def test_numbers_that_are_read_before_they_are_taken_are_noticed(
    speakers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the first test: without the row's lock, rivals want the same number."""
    talk = make_conversation("acme", *speakers)
    monkeypatch.setattr("siyu.domains.chat.actions.log_message._next_seq", lambda log: log.last_seq + 1)
    answers = at_once(
        [lambda user=user: send_message(user, talk.public_id, Draft(text="x", nonce="x")).seq for user in speakers]
    )
    assert any(isinstance(answer, IntegrityError) for answer in answers), answers


def test_nonces_that_nobody_looks_at_are_noticed(speakers: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the second test: without looking nonces up, the constraint still lets no double in."""
    talk = make_conversation("acme", *speakers)
    monkeypatch.setattr("siyu.domains.chat.actions.send_message._known", lambda *_: None)
    draft = Draft(text="一次", nonce="once")
    answers = at_once([lambda: send_message(speakers[0], talk.public_id, draft).seq] * 4)
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 3, answers
    assert Message.objects.count() == 1
