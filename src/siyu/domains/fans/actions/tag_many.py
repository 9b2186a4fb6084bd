"""Put a tag on many persons at once, with a way back."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.events import TAGGED, PersonFact, person_facts
from siyu.domains.fans.models import Person, PersonTag, Tag
from siyu.domains.fans.models.tag import NAME_LENGTH
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_list import PersonFilters, matching_ids
from siyu.domains.fans.queries.person_trees import chunks, home_identities
from siyu.domains.fans.types import TagBatch, Teller
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit
from siyu.platform.outbox.statement import state_facts

SALT: Final = "fans.bulk"
AT_ONCE: Final = 2_000
"""More persons than this are tagged in chunks of their own transaction, so that writers never wait long."""


def tag_many(
    desk: Desk,
    name: str,
    *,
    ids: Sequence[int] | None = None,
    filters: PersonFilters | None = None,
    at: datetime | None = None,
    tell: Teller | None = None,
) -> TagBatch:
    """Tag the persons of `ids`, or all who match `filters`. The token of the answer feeds undo_bulk.

    The same call with the same `at` (default now) goes on where an earlier one was cut off. Raises Forbidden, Invalid.
    Persons of other accounts and merged-away ones are passed over.
    """
    desk.require("fans.edit")
    at, name = clock.from_ms(clock.to_ms(at or clock.now())), name.strip()
    targets = ids if ids is not None else array("q", matching_ids(desk.account, filters or PersonFilters()))
    done = 0
    for batch in chunks(targets, AT_ONCE):
        with transaction.atomic():
            tag_batch(desk.account, name, batch, by=desk.user, at=at)
        done += len(batch)
        if tell is not None:
            tell(done, len(targets))
    tagged = tagged_in_batch(desk.account, name, desk.user.pk, at).count()
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act="persons.tagged", target=f"tag:{name}", persons=tagged
    )
    return TagBatch(name, tagged, undo_token(desk, name, at, taken_off=False) if tagged else "", None)


def undo_token(desk: Desk, name: str, at: datetime, *, taken_off: bool) -> str:
    """What undo_bulk takes for the bulk act that this user did at this instant."""
    return signing.dumps([desk.account.pk, name, clock.to_ms(at), desk.user.pk, taken_off], salt=SALT)


def tagged_in_batch(account: Account, name: str, user_id: int, at: datetime) -> QuerySet[PersonTag]:
    """The tags that one bulk tagging put on and that are still worn."""
    found: QuerySet[PersonTag] = PersonTag.objects.of(account).filter(
        tag__name=name, tagged_at=at, tagged_by_id=user_id, inherited=False
    )
    return found


def tag_batch(
    account: Account,
    name: str,
    persons: Collection[int],
    *,
    by: User | None,
    at: datetime,
    until: datetime | None = None,
) -> list[int]:
    """Inside a transaction: put the tag on those living persons who lack it and state the facts; answers who they were.

    With `until` (UTC) the tag falls off by itself then; who wears it already keeps it for the longer of both times.
    Raises Invalid for an empty or overlong name.
    """
    tag = _the_tag(account, name, at)
    living = set(checked(Person, account).filter(pk__in=persons, merged_into=None).values_list("pk", flat=True))
    worn = set(checked(PersonTag, account).filter(tag=tag, person_id__in=living).values_list("person_id", flat=True))
    fresh = sorted(living - worn)
    at = clock.from_ms(clock.to_ms(at))  # whole milliseconds: the batch is found again by its instant
    PersonTag.objects.bulk_create(
        [
            PersonTag(account=account, person_id=person, tag=tag, tagged_by=by, tagged_at=at, expires_at=until)
            for person in fresh
        ],
        ignore_conflicts=True,
    )
    _prolong(account, tag, living & worn, until)
    homes = home_identities(account, fresh)
    facts = (PersonFact(person, homes.get(person, 0), tag.name) for person in fresh)
    state_facts(account.pk, person_facts(account.pk, TAGGED, at, facts))
    return fresh


def _prolong(account: Account, tag: Tag, persons: Collection[int], until: datetime | None) -> None:
    """Who wears the tag for a time keeps it longer, or for good when it is put on for good."""
    wearing = checked(PersonTag, account).filter(tag=tag, person_id__in=persons, inherited=False)
    if until is None:
        wearing.filter(expires_at__isnull=False).update(expires_at=None)
    else:
        wearing.filter(expires_at__lt=until).update(expires_at=until)


def _the_tag(account: Account, name: str, at: datetime) -> Tag:
    name = name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A tag needs a name of at most 40 characters."), field="tag")
    tag: Tag
    tag, _made = Tag.objects.of(account).get_or_create(name=name, defaults={"account": account, "created_at": at})
    return tag
