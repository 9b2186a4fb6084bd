"""Many at once: counters stay exact, scheduled notes appear once. Threads against the real database."""

from __future__ import annotations

import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.notes.actions.publish_due import publish_due
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.react_to_note import react_to_note
from siyu.domains.notes.actions.rebuild_counts import rebuild_counts
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.testing.rivals import all_succeed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rivals() -> list[User]:
    return [User.objects.create_member(phone=f"+86138000000{n:02}") for n in range(8)]


@pytest.fixture
def contested(rivals: list[User]) -> Note:
    account = Account.objects.create(slug="moli", name="茉莉旗袍")
    owner = User.objects.create_member(phone="+8613900000000")
    Membership.objects.create(account=account, user=owner, role="owner")
    return publish_note(owner, account, Content(title="抢", text="#旗袍#"))


def _now(note: Note) -> Note:
    return Note.objects.unscoped("test").get(pk=note.pk)


def test_everybody_likes_and_takes_back_at_once(contested: Note, rivals: list[User]) -> None:
    likes = [lambda user=user: react_to_note(user, contested.public_id, "like") for user in rivals for _ in range(2)]
    all_succeed(likes)
    assert _now(contested).likes == len(rivals)
    back = [lambda user=user: react_to_note(user, contested.public_id, "like", on=False) for user in rivals[:4]]
    again = [lambda user=user: react_to_note(user, contested.public_id, "like") for user in rivals[4:]]
    all_succeed([*back, *again, *back])
    assert _now(contested).likes == 4
    assert rebuild_counts() == 0


def test_the_same_comment_sent_many_times_is_said_once(contested: Note, rivals: list[User]) -> None:
    acts = [lambda: write_comment(rivals[0], contested.public_id, "在吗", nonce="same") for _ in range(6)]
    said = all_succeed(acts)
    assert len({comment.pk for comment in said}) == 1
    assert Comment.objects.of(contested.account_id).count() == 1
    assert _now(contested).comments == 1


def test_two_clocks_publish_once(contested: Note) -> None:
    Note.objects.of(contested.account_id).update(state="scheduled", publish_at=clock.now())
    done = all_succeed([lambda: publish_due(contested.public_id) for _ in range(4)])
    assert sorted(done) == [False, False, False, True]
    assert rebuild_counts() == 0


def test_counting_by_reading_first_would_be_noticed(contested: Note, rivals: list[User]) -> None:
    """The control: a counter that is read, raised and written back drifts, and `rebuild_counts` says so."""
    react_to_note(rivals[0], contested.public_id, "like")
    Note.objects.of(contested.account_id).update(likes=0)
    assert rebuild_counts() == 1
    assert _now(contested).likes == 1
