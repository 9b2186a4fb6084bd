"""Take a tag off many persons at once, or undo a bulk tagging."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.tag_many import AT_ONCE, SALT
from siyu.domains.fans.events import UNTAGGED, PersonFact, person_facts
from siyu.domains.fans.models import PersonTag
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_list import PersonFilters, matching_ids
from siyu.domains.fans.queries.person_trees import chunks, home_identities, merged_under, moved_identities
from siyu.domains.fans.types import TagBatch
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit
from siyu.platform.outbox.statement import state_facts


def untag_many(
    desk: Desk, name: str, *, ids: Sequence[int] | None = None, filters: PersonFilters | None = None
) -> TagBatch:
    """Take the tag off the persons of `ids`, or off all who match `filters`. Raises Forbidden."""
    desk.require("fans.edit")
    targets = ids if ids is not None else list(matching_ids(desk.account, filters or PersonFilters()))
    return _untag(desk, name.strip(), targets)


def undo_tag_many(desk: Desk, token: str) -> TagBatch:
    """Take back one bulk tagging: only the persons whom it tagged lose the tag. Raises Forbidden, Invalid."""
    desk.require("fans.edit")
    try:
        account_id, name, at_ms, user_id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as broken:
        raise Invalid(_("This can no longer be undone."), field="token") from broken
    if account_id != desk.account.pk:
        raise Invalid(_("This can no longer be undone."), field="token")
    batch = PersonTag.objects.of(desk.account).filter(
        tag__name=name, tagged_at=clock.from_ms(at_ms), tagged_by_id=user_id, inherited=False
    )
    return _untag(desk, name, list(batch.values_list("person_id", flat=True)))


def untag_batch(account: Account, name: str, persons: Collection[int], *, at: datetime) -> list[int]:
    """Inside a transaction: take the tag off these persons and what was merged into them; answers who had worn it.

    Each merged part that wore the tag itself gets a fact of its own, so that a later split finds it without the tag.
    """
    parts = merged_under(account, persons)
    rows = checked(PersonTag, account).filter(tag__name=name.strip(), person_id__in=[*persons, *parts])
    wearing: dict[int, bool] = dict(rows.values_list("person_id", "inherited"))
    own = [person for person, inherited in wearing.items() if not inherited]
    homes = home_identities(account, own) | moved_identities(account, parts.keys() & wearing.keys())
    facts = [PersonFact(parts.get(person, person), homes.get(person, 0), name.strip()) for person in sorted(own)]
    state_facts(account.pk, person_facts(account.pk, UNTAGGED, at, facts))
    rows.delete()
    return sorted({parts.get(person, person) for person in wearing})


def _untag(desk: Desk, name: str, targets: Sequence[int]) -> TagBatch:
    untagged, at = 0, clock.now()
    for batch in chunks(targets, AT_ONCE):
        with transaction.atomic():
            untagged += len(untag_batch(desk.account, name, batch, at=at))
    audit.record(
        account_id=desk.account.pk,
        actor_id=desk.user.pk,
        act="persons.untagged",
        target=f"tag:{name}",
        persons=untagged,
    )
    return TagBatch(tag=name, persons=untagged, undo_token="", job_key=None)
