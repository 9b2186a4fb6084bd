"""State that a member did something: one fact, attributed to the fan they are to the account."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pyarrow as pa

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.actions.know_member import CHANNEL, KnownMember, know_member
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.ids import new_id
from siyu.platform.eventstore.schema import FACTS
from siyu.platform.outbox.statement import state_facts


def state_act(
    account: Account,
    user: User,
    kind: str,
    *,
    object_type: str = "",
    object_id: str = "",
    amount_fen: int | None = None,
    props: Mapping[str, Any] | None = None,
    event_id: UUID | None = None,
    at: datetime | None = None,
) -> KnownMember:
    """State a fact of `kind` about a member, inside the transaction of the act; answers who the member is.

    An `event_id` derived from the act makes it safe to state twice. Raises KeyError for a kind not in the catalogue.
    """
    known = know_member(account, user)
    row = {
        "event_id": (event_id or new_id()).bytes,
        "account": account.pk,
        "person": known.person,
        "identity": known.identity,
        "happened_at": clock.to_ms(at or clock.now()),
        "kind": KINDS[kind].code,
        "channel": CHANNEL,
        "object_type": object_type,
        "object_id": object_id,
        "amount_fen": amount_fen,
        "props": json.dumps(props, ensure_ascii=False) if props else None,
    }
    state_facts(account.pk, pa.Table.from_pylist([row], schema=FACTS))
    return known
