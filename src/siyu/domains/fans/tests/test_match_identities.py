"""One-ID in bulk: what joins, what stays apart, what goes to the review queue, and the evidence that is kept."""

from __future__ import annotations

import pytest
from django.db import transaction

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.fans.actions.match_identities import Claim, Key, match_identities
from siyu.domains.fans.models import Identity, MatchReview, Person

pytestmark = pytest.mark.django_db
SEEN = "2024-05-01 02:00:00"


@pytest.fixture
def account(db):
    return open_account(slug="one-id", name="x")


def nick(value, channel="taobao"):
    return Key("nick", channel, value, value)


def phone(number):
    return Key("phone", "", f"hash-{number}", f"138****{number:04d}")


def key(value):
    return Key("key", "", value, value)


def match(account, *claims):
    with transaction.atomic():
        return match_identities(account, [Claim(keys, SEEN, row=7, order="o1") for keys in claims], source="import:1")


def test_the_same_name_in_a_channel_is_one_person(account) -> None:
    first = match(account, (nick("a"),), (nick("a"),), (nick("b"),))
    assert first.persons[0] == first.persons[1] != first.persons[2]
    assert len(first.new) == 2
    again = match(account, (nick("a"),))
    assert again.persons == first.persons[:1]
    assert again.identities == first.identities[:1]
    assert again.new == set()


def test_the_same_name_in_another_channel_is_another_person(account) -> None:
    found = match(account, (nick("a"),), (nick("a", "jd"),))
    assert found.persons[0] != found.persons[1]
    assert set(Person.objects.of(account).values_list("key", flat=True)) == {"a", "jd:a"}


def test_a_phone_joins_channels(account) -> None:
    found = match(account, (nick("a"), phone(1)), (phone(1),), (nick("x", "jd"), phone(1)))
    assert len(set(found.persons)) == 1
    assert not MatchReview.objects.of(account).exists()


def test_a_phone_does_not_join_two_names_of_one_channel(account) -> None:
    found = match(account, (nick("a"), phone(1)), (nick("b"), phone(1)))
    assert found.persons[0] != found.persons[1]
    review = MatchReview.objects.of(account).get()
    assert review.reason == "phone_of_another_name"
    assert {review.first_id, review.second_id} == set(found.persons)
    assert review.evidence == {"kind": "phone", "shown": "138****0001", "source": "import:1", "row": 7, "order": "o1"}


def test_keys_of_two_persons_are_reviewed_never_merged(account) -> None:
    match(account, (nick("a"),), (nick("x", "jd"), phone(1)))
    found = match(account, (nick("a"), phone(1)))
    assert MatchReview.objects.of(account).get().reason == "same_phone"
    assert Person.objects.of(account).filter(merged_into=None).count() == 2
    match(account, (nick("a"), phone(1)))
    assert MatchReview.objects.of(account).count() == 1
    assert found.new == set()


def test_an_external_key_finds_the_person_imported_under_it(account) -> None:
    found = match(account, (nick("a"),))
    assert match(account, (key("a"),)).persons == found.persons
    assert match(account, (key("new"),)).new != set()


def test_a_merged_person_stands_for_the_survivor(account) -> None:
    found = match(account, (nick("a"),), (nick("b"),))
    Person.objects.of(account).filter(pk=found.persons[1]).update(merged_into=found.persons[0])
    assert match(account, (key("b"),)).persons == [found.persons[0]]


def test_evidence_is_kept(account) -> None:
    match(account, (nick("a"),))
    assert Identity.objects.of(account).get().evidence == {"source": "import:1", "row": 7, "order": "o1"}


def test_accounts_do_not_share_persons(account) -> None:
    other = open_account(slug="other", name="y")
    assert match(account, (phone(1),)).persons != match(other, (phone(1),)).persons


def test_cutting_the_claims_differently_changes_nothing(account) -> None:
    claims = [(nick(f"n{n % 5}"), phone(n % 3)) for n in range(12)]
    whole = match(account, *claims)
    other = open_account(slug="other", name="y")
    parts = [match(other, claim).persons[0] for claim in claims]

    def shape(persons):
        return [persons.index(person) for person in persons]

    assert shape(whole.persons) == shape(parts)
    assert MatchReview.objects.of(account).count() == MatchReview.objects.of(other).count()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses(account) -> None:
    with pytest.raises(RuntimeError):
        match_identities(account, [], source="x")
