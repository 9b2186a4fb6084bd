"""Keep where buyers' goods went, as far as an export shows it, for `propose_matches` to compare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Delivery
from siyu.domains.fans.queries.person_trees import chunks
from siyu.domains.fans.rules import delivery_keys


class Seen(NamedTuple):
    """One delivery as an export shows it; `phone` is masked, `whole` says that the export had it unmasked."""

    identity: int
    scope: str
    phone: str
    whole: bool
    receiver: str
    city: str


def note_deliveries(account: Account, seen: Iterable[Seen]) -> None:
    """Keep what is new; what says too little to be compared with anything is not kept at all."""
    for batch in chunks(seen):
        rows = []
        for one in batch:
            by_number, by_name = delivery_keys(one.phone, one.receiver, one.city)
            if by_number or by_name:
                row = Delivery(account=account, identity_id=one.identity, by_number=by_number, by_name=by_name)
                row.scope, row.phone, row.whole = one.scope[:24], one.phone[:24], one.whole
                row.receiver, row.city = one.receiver[:60], one.city[:40]
                rows.append(row)
        Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
