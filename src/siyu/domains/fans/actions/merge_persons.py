"""Make two persons one: by a human's decision, or by a matcher's strong evidence. Can be undone (undo_merge)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions import merging
from siyu.domains.fans.errors import MergeRefused
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person, Standing
from siyu.domains.fans.queries.access import access_person
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def merge_persons(desk: Desk, survivor_id: int, absorbed_id: int, reason: str = "") -> Merge:
    """Merge one person into another; ids of merged-away persons mean their survivors.

    Raises Forbidden, NotFound, MergeRefused (`why`: same_person).
    """
    survivor = access_person(desk, survivor_id, "fans.merge")
    absorbed = access_person(desk, absorbed_id, "fans.merge")
    return merge_on_evidence(desk.account, survivor.pk, absorbed.pk, reason=reason, by=desk.user)


def merge_on_evidence(
    account: Account,
    survivor_id: int,
    absorbed_id: int,
    *,
    reason: str,
    by: User | None = None,
    review: MatchReview | None = None,
) -> Merge:
    """Merge two living persons of an account; the caller answers for the right or the evidence.

    Identities move to the survivor and with them, once the outbox delivers, every fact. Tags come along as
    inherited; empty fields are filled and remarks joined (`merging.composed`). The absorbed stays as a stub.
    Raises NotFound, MergeRefused.
    """
    with transaction.atomic():
        merging.lock(account)
        survivor, absorbed = _living(account, survivor_id), _living(account, absorbed_id)
        if survivor.pk == absorbed.pk:
            raise MergeRefused(_("These are one fan already."), why="same_person", person=survivor.pk)
        identities = Identity.objects.of(account).filter(person=absorbed)
        moved = sorted(identities.values_list("pk", flat=True))
        merge: Merge = Merge.objects.create(
            account=account,
            survivor=survivor,
            absorbed=absorbed,
            identities=moved,
            reason=reason[:200],
            merged_by=by,
            merged_at=clock.now(),
            review=review,
        )
        identities.update(person=survivor)
        absorbed.merged_into = survivor
        absorbed.save(update_fields=["merged_into"])
        Standing.objects.of(account).filter(person=absorbed).delete()
        merging.recompose(account, survivor)
        merging.state_move(account, {survivor.pk: moved}, gone=[absorbed.pk])
        audit.record(
            account_id=account.pk,
            actor_id=by.pk if by else None,
            act="persons.merged",
            target=f"person:{survivor.pk}",
            absorbed=absorbed.pk,
            merge=merge.pk,
            reason=reason[:200],
        )
    return merge


def _living(account: Account, person_id: int) -> Person:
    """Read again under the lock: a rival may have merged this person away meanwhile. Raises NotFound, MergeRefused."""
    person: Person | None = Person.objects.of(account).filter(pk=person_id).first()
    if person is None:
        raise NotFound(person=person_id)
    if person.merged_into_id is not None:
        raise MergeRefused(_("This fan was merged into another just now."), why="merged_away", person=person_id)
    return person
