"""What routing does when others state something: whoever follows or becomes known is led."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.domains.fans.models import Identity
from siyu.domains.people.models import User
from siyu.domains.routing.actions.lead_newcomers import await_newcomers
from siyu.platform.db import bulk
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

_FOLLOWED: Final = KINDS["account.followed"].code


def hear_newcomers(messages: list[OutboxMessage]) -> None:
    """Members followed, or persons appeared or changed: those of them who have a log-in wait to be led."""
    persons: defaultdict[int, set[int]] = defaultdict(set)
    for message in messages:
        persons[message.account_id].update(_persons(message))
    for account in Account.objects.filter(pk__in=[pk for pk, found in persons.items() if found]):
        await_newcomers(account, _users(account, persons[account.pk]))


def _persons(message: OutboxMessage) -> set[int]:
    if message.topic == PERSONS_CHANGED:
        return {int(person) for person in message.payload["persons"]}
    if message.batch is None:
        return set()
    import pyarrow.compute as pc

    facts = unpack(message.batch)
    return set(facts.filter(pc.equal(facts["kind"], _FOLLOWED))["person"].to_pylist()) - {0}


def _users(account: Account, persons: set[int]) -> set[int]:
    same = {"account_id": account.pk, "kind": Identity.Kind.MEMBER.value}
    uids = [uid for (uid,) in bulk.lookup(Identity, "person_id", sorted(persons), ("value",), same)]
    return {pk for (pk,) in bulk.lookup(User, "uid", uids, ("id",), {})} if uids else set()
