"""A tag put on for a time falls off by itself, with its fact, also through merges."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.expire_tags import expire_tags
from siyu.domains.fans.actions.merge_persons import merge_persons
from siyu.domains.fans.actions.tag_many import tag_batch
from siyu.domains.fans.models import Person, PersonTag
from siyu.domains.fans.tests.worlds import NOW, home, make_account, make_desk, make_person
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

pytestmark = pytest.mark.django_db
SOON, LATER = NOW + timedelta(days=7), NOW + timedelta(days=30)


@pytest.fixture
def account() -> Account:
    return make_account()


def put_on(person: Person, until: datetime | None, name: str = "敏感肌") -> None:
    with transaction.atomic():
        tag_batch(Account.objects.get(pk=person.account_id), name, [person.pk], by=None, at=NOW, until=until)


def worn(account: Account) -> set[str]:
    return set(PersonTag.objects.of(account).values_list("person__key", flat=True))


def expire_at(account: Account, at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return expire_tags(account)


def test_it_falls_off_when_its_time_has_come(account: Account) -> None:
    for_a_week, for_good = make_person(account, "甲"), make_person(account, "乙")
    put_on(for_a_week, SOON)
    put_on(for_good, None)
    assert expire_at(account, SOON - timedelta(seconds=1)) == 0
    assert expire_at(account, SOON) == 1
    assert worn(account) == {"乙"}
    [fact] = unpack(OutboxMessage.objects.filter(topic="facts").latest("pk").batch).to_pylist()
    assert (fact["person"], fact["identity"], fact["object_id"]) == (for_a_week.pk, home(for_a_week), "敏感肌")
    assert expire_at(account, LATER) == 0


def test_the_longer_time_counts_and_for_good_is_longest(account: Account) -> None:
    person = make_person(account, "甲")
    for until in (LATER, SOON):
        put_on(person, until)
    assert PersonTag.objects.of(account).get().expires_at == LATER
    put_on(person, None)
    put_on(person, SOON)
    assert PersonTag.objects.of(account).get().expires_at is None


def test_a_merged_part_loses_its_own_and_what_others_gave_stays(account: Account) -> None:
    desk = make_desk(account)
    survivor, absorbed = make_person(account, "甲"), make_person(account, "乙")
    put_on(absorbed, SOON)
    put_on(survivor, SOON, "油皮")
    put_on(absorbed, None, "油皮")
    merge_persons(desk, survivor.pk, absorbed.pk)
    assert expire_at(account, SOON) == 2
    names = PersonTag.objects.of(account).filter(person=survivor).values_list("tag__name", flat=True)
    assert list(names) == ["油皮"]


def test_accounts_expire_by_themselves(account: Account) -> None:
    put_on(make_person(make_account("other"), "丙"), SOON)
    assert expire_at(account, LATER) == 0
