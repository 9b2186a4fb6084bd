"""Find people who may be one by masked number, city and receiver; each find waits in the review queue for a human."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, NamedTuple

from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import merging
from siyu.domains.fans.models import Delivery, Identity, MatchReview, Merge
from siyu.domains.fans.queries.person_trees import chunks
from siyu.domains.fans.rules import match_confidence
from siyu.kernel import clock
from siyu.platform.db import bulk

REASON: Final = "masked_phone"
MOST_PERSONS: Final = 10
"""A number and city that more people share tells nothing about any two of them, and pairs grow with the square."""
_MOST_TRACES: Final = 60
_AT_ONCE: Final = 2_000
_COLUMNS: Final = ("id", "identity_id", "scope", "phone", "whole", "receiver", "city", "by_number", "by_name")


@dataclass
class Proposed:
    """How many reviews were opened, and how many shared numbers were passed over because too many people share them."""

    reviews: int = 0
    crowded: int = 0


class _Trace(NamedTuple):
    pk: int
    identity: int
    scope: str
    phone: str
    whole: bool
    receiver: str
    city: str
    by_number: str
    by_name: str
    person: int


def propose_matches(account: Account, *, source: str) -> Proposed:
    """Compare the deliveries that were not compared yet; begun again it goes on where it stopped.

    A pair is proposed once: not again after "not the same", nor when either was merged with others since.
    """
    proposed = Proposed()
    while True:
        with transaction.atomic():
            merging.lock(account)
            new = list(
                Delivery.objects.of(account)
                .filter(checked=False)
                .order_by("pk")
                .values_list("pk", flat=True)[:_AT_ONCE]
            )
            if not new:
                return proposed
            _propose(account, set(new), source, proposed)
            Delivery.objects.of(account).filter(pk__in=new).update(checked=True)


def _propose(account: Account, new: set[int], source: str, proposed: Proposed) -> None:
    pairs: dict[tuple[int, int], dict[str, Any]] = {}
    for traces in _sharing(account, new):
        if len(traces) > _MOST_TRACES or len({trace.person for trace in traces}) > MOST_PERSONS:
            proposed.crowded += 1
            continue
        for one, other in combinations(traces, 2):
            _compare(one, other, new, source, pairs)
    known = _reviewed(account, {person for pair in pairs for person in pair})
    at = clock.now()
    fresh = {pair: evidence for pair, evidence in pairs.items() if pair not in known}
    MatchReview.objects.bulk_create(
        MatchReview(account=account, first_id=a, second_id=b, reason=REASON, evidence=evidence, found_at=at)
        for (a, b), evidence in fresh.items()
    )
    proposed.reviews += len(fresh)


def _compare(
    one: _Trace, other: _Trace, new: set[int], source: str, pairs: dict[tuple[int, int], dict[str, Any]]
) -> None:
    """Note the pair if it may be one person: people of two channels, not both with numbers that are known whole."""
    if one.person == other.person or one.scope == other.scope or (one.whole and other.whole):
        return
    if one.pk not in new and other.pk not in new:
        return
    sure = match_confidence((one.phone, one.receiver), (other.phone, other.receiver))
    if not sure:
        return
    first, second = (one, other) if one.person < other.person else (other, one)
    pair = (first.person, second.person)
    if sure > pairs.get(pair, {"confidence": 0})["confidence"]:
        pairs[pair] = {
            "confidence": sure, "phones": [first.phone, second.phone], "receivers": [first.receiver, second.receiver],
            "city": first.city, "channels": [first.scope, second.scope], "source": source,
        }  # fmt: skip


def _sharing(account: Account, new: set[int]) -> Iterator[list[_Trace]]:
    """The deliveries that share a number or a name with a new one, group by group."""
    found = bulk.lookup(Delivery, "id", sorted(new), ("by_number", "by_name"), {"account_id": account.pk})
    for place, column in enumerate(("by_number", "by_name")):
        keys = sorted({row[place] for row in found} - {""})
        rows = bulk.lookup(Delivery, column, keys, _COLUMNS, {"account_id": account.pk})
        owners = _owners(account, {row[1] for row in rows})
        groups: defaultdict[str, list[_Trace]] = defaultdict(list)
        for row in sorted(rows):
            trace = _Trace._make((*row, owners[row[1]]))
            groups[getattr(trace, column)].append(trace)
        yield from (group for group in groups.values() if len(group) > 1)


def _owners(account: Account, identities: set[int]) -> Mapping[int, int]:
    return dict(bulk.lookup(Identity, "id", sorted(identities), ("id", "person_id"), {"account_id": account.pk}))


def _reviewed(account: Account, persons: set[int]) -> set[tuple[int, int]]:
    """Pairs of living persons about whom, or about parts of whom, a review was opened before, for whatever reason."""
    living = {person: person for person in persons}
    edge = persons
    while edge:  # everyone who was merged into them, down the chain
        below: dict[int, int] = {}
        for batch in chunks(sorted(edge)):
            merges = Merge.objects.of(account).filter(survivor_id__in=batch, undone_at=None)
            below.update({away: living[onto] for away, onto in merges.values_list("absorbed_id", "survivor_id")})
        edge = below.keys() - living.keys()
        living.update(below)
    pairs: set[tuple[int, int]] = set()
    for batch in chunks(sorted(living)):
        reviews = MatchReview.objects.of(account).filter(first_id__in=batch).values_list("first_id", "second_id")
        pairs |= {(living[a], living[b]) for a, b in reviews if b in living}
    return pairs | {(b, a) for a, b in pairs}
