"""Small random worlds of persons and facts for tests of fans."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.models import Identity, Person
from siyu.domains.people.models import User
from siyu.kernel.clock import to_ms
from siyu.kernel.ids import new_id
from siyu.platform import eventstore
from siyu.platform.eventstore.schema import FACTS

NOW = datetime(2026, 6, 15, 3, 30, tzinfo=UTC)


def make_account(slug: str = "silk", **settings: Any) -> Account:
    return Account.objects.create(slug=slug, name=slug.title(), settings={"fans": settings} if settings else {})


def make_desk(account: Account, role: str = "owner") -> Desk:
    user = User.objects.create_user(f"{role}-{account.slug}-{new_id().hex[-6:]}@example.com", "pw-for-tests-1")
    Membership.objects.create(account=account, user=user, role=role)
    return Desk(user=user, account=account, role=role)


def make_person(account: Account, key: str, channel: str = "taobao", **fields: Any) -> Person:
    person = Person.objects.create(account=account, key=key, created_at=NOW, **{"name": key, **fields})
    add_identity(person, channel, f"{key}@{channel}")
    return person


def add_identity(person: Person, channel: str, value: str, kind: str = "nick") -> Identity:
    identity: Identity = Identity.objects.create(
        account_id=person.account_id, person=person, channel=channel, kind=kind, value=value, shown=value,
        first_seen_at=NOW,
    )  # fmt: skip
    return identity


def home(person: Person) -> int:
    """The first identity of a person."""
    return int(
        Identity.objects.of(person.account_id).filter(person=person).order_by("pk").values_list("pk", flat=True)[0]
    )


@dataclass
class Fact:
    """A fact as tests write it."""

    person: int
    kind: str
    at: datetime
    amount: int | None = None
    object_id: str = ""
    channel: str = "taobao"
    identity: int = 0
    props: dict[str, Any] | None = None


def table(account: Account, facts: list[Fact]) -> pa.Table:
    rows = [
        {
            "event_id": new_id().bytes, "account": account.pk, "person": fact.person, "identity": fact.identity,
            "happened_at": to_ms(fact.at), "kind": KINDS[fact.kind].code, "channel": fact.channel,
            "object_type": "order" if fact.kind.startswith("order.") else "", "object_id": fact.object_id,
            "amount_fen": fact.amount, "props": None if fact.props is None else json.dumps(fact.props),
        }
        for fact in facts
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=FACTS)


def tell(account: Account, facts: list[Fact]) -> None:
    """Put facts straight into the event store, and mirror the account's persons."""
    eventstore.connect().upsert(table(account, facts))
    mirror_persons(account)


def random_facts(rng: random.Random, persons: list[int], number: int) -> list[Fact]:
    """Orders with refunds, restatements, ties and odd amounts, and behaviour of other kinds."""
    facts: list[Fact] = []
    for n in range(number):
        person = rng.choice(persons)
        at = NOW - timedelta(minutes=rng.choice([rng.randrange(700 * 1440), rng.randrange(14 * 1440), 0, 960]))
        kind = rng.choice(["order.paid"] * 4 + ["order.refunded"] * 2 + list(KINDS))
        amount = rng.choice([0, 1, 29_999, 30_000, 99_900, 300_000, rng.randrange(200_000), None])
        props = rng.choice([None, None, None, {"void": False}, {"void": True}, {"time_known": False}])
        object_id = rng.choice(["", f"o{n}", f"o{rng.randrange(8)}"])
        facts.append(Fact(person, kind, at, amount, object_id, rng.choice(["taobao", "douyin"]), 0, props))
    return facts
