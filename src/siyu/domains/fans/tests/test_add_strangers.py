"""Those who leave nothing to decide are made as the matcher makes them, and no one else is."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl
import pytest
from django.db import transaction

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.add_strangers import Way, add_strangers
from siyu.domains.fans.actions.match_identities import Claim, Key, match_identities
from siyu.domains.fans.models import Identity, Person

pytestmark = pytest.mark.django_db
WAYS = (Way("buyer", "nick", "taobao", "buyer"), Way("phone", "phone", "", "phone_masked"))
AT = "2024-05-01 10:00:00"
Buyer = tuple[str | None, str | None]


def claims(buyers: Iterable[Buyer], strangers: set[int]) -> pl.DataFrame:
    rows = [
        {"buyer": buyer, "phone": phone, "phone_masked": "138****0000" if phone else "", "name": buyer or "",
         "city": "杭州市", "row": place + 2, "order": f'7"{place}', "seen": AT,
         "stranger": place in strangers, "id": None}
        for place, (buyer, phone) in enumerate(buyers)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"buyer": pl.String, "phone": pl.String})


def added(account: Account, buyers: list[Buyer]) -> pl.DataFrame:
    with transaction.atomic():
        return add_strangers(account, claims(buyers, set(range(len(buyers)))), WAYS, source="import:1")


def matched(account: Account, buyers: list[Buyer]) -> None:
    told = [
        Claim(
            (*([Key("nick", "taobao", buyer, buyer)] if buyer else []),
             *([Key("phone", "", phone, "138****0000")] if phone else [])),
            AT, buyer or "", "138****0000" if phone else "", "杭州市", place + 2, f'7"{place}',
        )
        for place, (buyer, phone) in enumerate(buyers)
    ]  # fmt: skip
    with transaction.atomic():
        match_identities(account, told, source="import:1")


def world(account: Account) -> tuple[list[tuple], list[tuple]]:
    persons = Person.objects.of(account).order_by("key")
    identities = Identity.objects.of(account).order_by("kind", "value")
    return (
        list(persons.values_list("key", "name", "phone_masked", "city", "remark", "created_at")),
        list(identities.values_list("person__key", "channel", "kind", "value", "shown", "evidence", "first_seen_at")),
    )


def test_strangers_become_what_the_matcher_makes_of_them() -> None:
    buyers: list[Buyer] = [("甲", "a" * 64), ("it's", None), (None, "b" * 64), ("丁", None)]
    at_once, one_by_one = open_account(slug="a", name="A"), open_account(slug="b", name="B")
    owners = added(at_once, buyers)
    matched(one_by_one, buyers)
    assert world(at_once) == world(one_by_one)
    for (buyer, phone), person, identity in zip(buyers, owners["person"], owners["identity"], strict=True):
        first = Identity.objects.of(at_once).get(pk=identity)
        assert (first.person_id, first.value) == (person, buyer or phone)


def test_who_shares_a_key_or_is_known_is_left_to_the_matcher() -> None:
    account = open_account(slug="a", name="A")
    shared = [("甲", "a" * 64), ("乙", "a" * 64), ("丙", None)]
    assert added(account, shared)["person"].is_null().to_list() == [True, True, False]
    assert added(account, [("丙", "c" * 64)])["person"].to_list() == [None]  # the external key is taken
    with transaction.atomic():
        known = add_strangers(account, claims([("戊", None)], set()), WAYS, source="import:1")
    assert known["person"].to_list() == [None]
    assert Person.objects.of(account).count() == 1


def test_strangers_are_added_in_the_transaction_that_uses_them(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        add_strangers(open_account(slug="a", name="A"), claims([("甲", None)], {0}), WAYS, source="import:1")
