"""The chains of a group, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from siyu.domains.chains import conf
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.queries.access import shown_chains
from siyu.domains.chains.rules import left, standing
from siyu.domains.chains.types import STATE_LABELS
from siyu.domains.groups.types import Lead
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_id, encode_cursor


@dataclass(frozen=True)
class ChainRow:
    """A chain as lists show it; `number` is the viewer's own there."""

    chain: Chain
    state: str
    label: Any
    left: int | None
    number: int | None


def chain_page(lead: Lead, state: str = "", search: str = "", cursor: str = "") -> Page[ChainRow]:
    """A page of the group's chains; staff find the hidden ones too. Two queries. Raises ValueError."""
    now = clock.now()
    every = Chain.objects.of(lead.group.account_id).filter(group=lead.group)
    rows = every if lead.staff else shown_chains(lead.group, lead.user)
    if search:
        rows = rows.filter(title__icontains=search)
    if state in STATE_LABELS:
        rows = rows.filter(_stands(state, now))
    if cursor:
        before = decode_id(cursor)
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    mine = _own_numbers(lead, shown)
    told = [_row(chain, now, mine.get(chain.pk)) for chain in shown]
    return Page(told, encode_cursor(shown[-1].pk) if len(found) > conf.PAGE else None)


def _stands(state: str, now: datetime) -> Q:
    past = Q(deadline__isnull=False, deadline__lte=now)
    if state == "over":
        return Q(state=Chain.State.OPEN) & past
    return Q(state=Chain.State.OPEN) & ~past if state == "open" else Q(state=state)


def _own_numbers(lead: Lead, chains: list[Chain]) -> dict[int, int]:
    rows = ChainEntry.objects.of(lead.group.account_id).filter(
        chain__in=[chain.pk for chain in chains], user_id=lead.user.pk, state=ChainEntry.State.JOINED
    )
    return dict(rows.values_list("chain_id", "number"))


def _row(chain: Chain, now: datetime, number: int | None) -> ChainRow:
    state = standing(chain.state, chain.deadline, now)
    return ChainRow(chain, state, STATE_LABELS[state], left(chain.cap, chain.taken), number)
