"""Undo one bulk tagging or untagging: who was tagged loses the tag, who was untagged wears it as before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.tag_many import AT_ONCE, SALT, tagged_in_batch
from siyu.domains.fans.actions.untag_many import untag_batch, untagged_in_batch
from siyu.domains.fans.events import TAGGED, PersonFact, person_facts
from siyu.domains.fans.models import Person, PersonTag, Tag, Untagging
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_trees import chunks, home_identities, moved_identities
from siyu.domains.fans.types import TagBatch, Teller
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit
from siyu.platform.outbox.statement import state_facts


@dataclass(frozen=True)
class _Batch:
    """Which bulk act a token means."""

    name: str
    at: datetime
    user_id: int
    taken_off: bool


def undo_bulk(desk: Desk, token: str, *, tell: Teller | None = None) -> TagBatch:
    """Take back one bulk act; only those whom it touched. The second time nothing is left to do.

    Cut off in the middle, the same call goes on. Raises Forbidden, Invalid.
    """
    desk.require("fans.edit")
    batch, total = _read(desk, token), bulk_size(desk, token)
    done = 0
    for persons in (_put_back if batch.taken_off else _take_off)(desk, batch):
        done += persons
        if tell is not None:
            tell(done, total)
    audit.record(
        account_id=desk.account.pk,
        actor_id=desk.user.pk,
        act="persons.tagged" if batch.taken_off else "persons.untagged",
        target=f"tag:{batch.name}",
        persons=done,
    )
    return TagBatch(tag=batch.name, persons=done, undo_token="", job_key=None)


def bulk_size(desk: Desk, token: str) -> int:
    """How many persons an undo would touch. Raises Invalid."""
    batch = _read(desk, token)
    if batch.taken_off:
        rows = untagged_in_batch(desk.account, batch.name, batch.user_id, batch.at)
        return int(rows.aggregate(n=Sum("persons"))["n"] or 0)
    return tagged_in_batch(desk.account, batch.name, batch.user_id, batch.at).count()


def _read(desk: Desk, token: str) -> _Batch:
    try:
        account_id, name, at_ms, user_id, taken_off = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as broken:
        raise Invalid(_("This can no longer be undone."), field="token") from broken
    if account_id != desk.account.pk:
        raise Invalid(_("This can no longer be undone."), field="token")
    return _Batch(name, clock.from_ms(at_ms), user_id, taken_off)


def _take_off(desk: Desk, batch: _Batch) -> Iterable[int]:
    """Take the tag off those whom a bulk tagging gave it, chunk by chunk."""
    worn = tagged_in_batch(desk.account, batch.name, batch.user_id, batch.at)
    at = clock.now()
    for persons in chunks(list(worn.values_list("person_id", flat=True)), AT_ONCE):
        with transaction.atomic():
            done = len(untag_batch(desk.account, batch.name, persons, at=at))
        yield done


def _put_back(desk: Desk, batch: _Batch) -> Iterable[int]:
    """Put the tag back on those from whom a bulk untagging took it, chunk by chunk."""
    at, kept = clock.now(), untagged_in_batch(desk.account, batch.name, batch.user_id, batch.at)
    for pk in list(kept.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            chunk = Untagging.objects.of(desk.account).select_for_update().filter(pk=pk).first()
            if chunk is not None:  # else somebody undid it meanwhile
                _restore(desk.account, chunk, at)
                chunk.delete()
        yield chunk.persons if chunk is not None else 0


def _restore(account: Account, chunk: Untagging, at: datetime) -> None:
    """The tags as they were; whoever was merged away since hands them on to the survivors."""
    tag, _made = Tag.objects.of(account).get_or_create(name=chunk.name, defaults={"account": account, "created_at": at})
    worn = {person: (by, clock.from_ms(since)) for person, by, since in chunk.worn}
    known = checked(Person, account).filter(pk__in=worn).values_list("pk", flat=True)
    again = checked(PersonTag, account).filter(tag=tag, person_id__in=worn).values_list("person_id", flat=True)
    own = {person: worn[person] for person in set(known) - set(again)}
    _wear(account, tag, own, inherited=False)
    root = {person: person for person in own}
    while above := _survivors(account, root):
        root |= above
        _wear(account, tag, {survivor: own[person] for person, survivor in above.items()}, inherited=True)
    merged_away = [person for person in own if root[person] != person]
    homes = home_identities(account, own) | moved_identities(account, merged_away)
    facts = [PersonFact(root[person], homes.get(person, 0), tag.name) for person in sorted(own)]
    state_facts(account.pk, person_facts(account.pk, TAGGED, at, facts))


def _survivors(account: Account, root: Mapping[int, int]) -> dict[int, int]:
    """Who stands above those that were taken for roots and are not."""
    merged = checked(Person, account).filter(pk__in=set(root.values()), merged_into__isnull=False)
    into = dict(merged.values_list("pk", "merged_into_id"))
    return {person: into[known] for person, known in root.items() if known in into}


def _wear(account: Account, tag: Tag, worn: Mapping[int, tuple[int | None, datetime]], *, inherited: bool) -> None:
    staff = set(User.objects.filter(pk__in={by for by, _ in worn.values()}).values_list("pk", flat=True))
    rows = [
        PersonTag(
            account=account,
            person_id=person,
            tag=tag,
            tagged_by_id=by if by in staff else None,
            tagged_at=since,
            inherited=inherited,
        )
        for person, (by, since) in worn.items()
    ]
    PersonTag.objects.bulk_create(rows, ignore_conflicts=True)
