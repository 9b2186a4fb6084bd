"""Give facts to the persons who own their identities now, where a late statement still names an earlier owner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Merge
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_trees import chunks
from siyu.platform import eventstore

CHUNK: Final = 10_000


def reattribute_facts(account: Account, owners: Iterable[tuple[int, int]] | None = None) -> dict[int, int]:
    """Compare (identity, person) pairs (default: those of all facts) with the identities' owners and correct the store.

    Costs nothing in an account where nothing was ever merged. Answers identity → owner of what was wrong.
    """
    if not Merge.objects.of(account).exists():
        return {}
    if owners is None:
        pairs = eventstore.connect().query(
            "SELECT DISTINCT identity, person FROM facts WHERE account = $account AND identity <> 0",
            {"account": account.pk},
        )
        owners = zip(pairs["identity"].to_pylist(), pairs["person"].to_pylist(), strict=True)
    wrong: dict[int, int] = {}
    for batch in chunks(owners, CHUNK):
        known = checked(Identity, account).filter(pk__in={identity for identity, _ in batch})
        truth = dict(known.values_list("pk", "person_id"))
        wrong.update((identity, truth[identity]) for identity, person in batch if truth.get(identity, person) != person)
    if wrong:
        eventstore.connect().attribute(account.pk, wrong)
    return wrong
