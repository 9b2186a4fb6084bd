"""Facts that fans state: tags that came and went, tiers that changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import naive
from siyu.kernel.ids import new_id
from siyu.platform.eventstore.schema import FACTS

TAGGED = "person.tagged"
UNTAGGED = "person.untagged"
TIER_CHANGED = "tier.changed"
PERSONS_CHANGED = "persons.changed"
"""The message that says whose rows are to be read anew: {"persons": [ids]}."""


@dataclass(frozen=True)
class PersonFact:
    """Something that befell one person. `identity` is their home identity, so that merges and splits carry it along."""

    person: int
    identity: int
    object_id: str
    props: dict[str, Any] = field(default_factory=dict)


def person_facts(account_id: int, kind: str, at: datetime, facts: Iterable[PersonFact]) -> pa.Table:
    """Facts of one kind at one instant (UTC) as a table for the outbox; the object is the tag or the tier."""
    object_type = "tier" if kind == TIER_CHANGED else "tag"
    rows = [
        {
            "event_id": new_id().bytes,
            "account": account_id,
            "person": fact.person,
            "identity": fact.identity,
            "happened_at": naive(at),
            "kind": KINDS[kind].code,
            "channel": "",
            "object_type": object_type,
            "object_id": fact.object_id,
            "amount_fen": None,
            "props": json.dumps(fact.props, ensure_ascii=False) if fact.props else None,
        }
        for fact in facts
    ]
    return pa.Table.from_pylist(rows, schema=FACTS)
