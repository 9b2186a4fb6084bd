"""Take a tag off many persons at once, with a way back."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet, Sum

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.tag_many import AT_ONCE, undo_token
from siyu.domains.fans.events import UNTAGGED, PersonFact, person_facts
from siyu.domains.fans.models import PersonTag, Untagging
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_list import PersonFilters, matching_ids
from siyu.domains.fans.queries.person_trees import chunks, home_identities, merged_under, moved_identities
from siyu.domains.fans.types import TagBatch, Teller
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform import audit
from siyu.platform.outbox.statement import state_facts

UNDO_DAYS: Final = 7
"""So long it is kept who wore a tag that was taken off many."""


def untag_many(
    desk: Desk,
    name: str,
    *,
    ids: Sequence[int] | None = None,
    filters: PersonFilters | None = None,
    at: datetime | None = None,
    tell: Teller | None = None,
) -> TagBatch:
    """Take the tag off the persons of `ids`, or off all who match `filters`. The answer's token feeds undo_bulk.

    The same call with the same `at` (default now) goes on where an earlier one was cut off. Raises Forbidden.
    """
    desk.require("fans.edit")
    at, name = clock.from_ms(clock.to_ms(at or clock.now())), name.strip()
    targets = ids if ids is not None else array("q", matching_ids(desk.account, filters or PersonFilters()))
    Untagging.objects.of(desk.account).filter(untagged_at__lt=clock.now() - timedelta(days=UNDO_DAYS)).delete()
    done = 0
    for batch in chunks(targets, AT_ONCE):
        with transaction.atomic():
            untag_batch(desk.account, name, batch, at=at, undone_by=desk.user)
        done += len(batch)
        if tell is not None:
            tell(done, len(targets))
    untagged = untagged_in_batch(desk.account, name, desk.user.pk, at).aggregate(n=Sum("persons"))["n"] or 0
    audit.record(
        account_id=desk.account.pk,
        actor_id=desk.user.pk,
        act="persons.untagged",
        target=f"tag:{name}",
        persons=untagged,
    )
    return TagBatch(name, untagged, undo_token(desk, name, at, taken_off=True) if untagged else "", None)


def untagged_in_batch(account: Account, name: str, user_id: int, at: datetime) -> QuerySet[Untagging]:
    """What one bulk untagging took off and nobody put back."""
    found: QuerySet[Untagging] = Untagging.objects.of(account).filter(name=name, untagged_at=at, untagged_by_id=user_id)
    return found


def untag_batch(
    account: Account, name: str, persons: Collection[int], *, at: datetime, undone_by: User | None = None
) -> list[int]:
    """Inside a transaction: take the tag off these persons and what was merged into them; answers who had worn it.

    Each merged part that wore the tag itself gets a fact of its own, so that a later split finds it without the tag.
    With `undone_by`, what was worn is kept for that user to undo.
    """
    parts = merged_under(account, persons)
    rows = checked(PersonTag, account).filter(tag__name=name.strip(), person_id__in=[*persons, *parts])
    wearing = list(rows.values_list("person_id", "tagged_by_id", "tagged_at", "inherited"))
    own = {person: (by, since) for person, by, since, inherited in wearing if not inherited}
    roots = sorted({parts.get(person, person) for person, *_ in wearing})
    if not roots:
        return []
    homes = home_identities(account, own) | moved_identities(account, parts.keys() & own.keys())
    facts = [PersonFact(parts.get(person, person), homes.get(person, 0), name.strip()) for person in sorted(own)]
    state_facts(account.pk, person_facts(account.pk, UNTAGGED, at, facts))
    rows.delete()
    if undone_by is not None:
        worn = [[person, by, clock.to_ms(since)] for person, (by, since) in own.items()]
        Untagging.objects.create(
            account=account, name=name.strip(), untagged_by=undone_by, untagged_at=at, persons=len(roots), worn=worn
        )
    return roots
