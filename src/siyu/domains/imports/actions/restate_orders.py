"""States the facts of all kept orders of an account anew, for an event store that was lost or is doubted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.queries.leading import checked
from siyu.domains.imports import events
from siyu.domains.imports.actions.store_orders import OrderStore
from siyu.domains.imports.models import ImportedOrder
from siyu.platform.outbox import relay
from siyu.platform.outbox.statement import state_facts

CHUNK: Final = 10_000


def restate_orders(account: Account) -> int:
    """Restate through the outbox, under the ids of the first statement; answers how many facts. Memory stays flat.

    Each chunk is read and stated in one transaction that holds the account, so that an import meanwhile is told either
    before (and read here) or after (and replaces what stands here).
    """
    store, stated = OrderStore(has_lines=False), 0
    for ids in _chunks(account):
        with transaction.atomic():
            Account.objects.select_for_update(no_key=True).get(pk=account.pk)
            orders = store.stored(account, pl.DataFrame({"id": ids}, schema={"id": pl.Int64}))
            if orders is None or not orders.height:
                continue
            facts = events.as_table(events.facts_of(account.pk, orders))
            state_facts(account.pk, facts)
            stated += facts.num_rows
        relay.deliver_all()
    return stated


def _chunks(account: Account) -> Iterator[list[int]]:
    """The ids of the account's orders in their order, a chunk at a time."""
    last = 0
    while ids := list(
        checked(ImportedOrder, account).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        yield ids
        last = ids[-1]
