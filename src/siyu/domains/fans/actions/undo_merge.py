"""Take a merge back: the absorbed person lives again with everything that was theirs."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions import merging
from siyu.domains.fans.errors import MergeRefused
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person, Standing
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def undo_merge(desk: Desk, merge_id: int) -> Person:
    """Undo a merge, in whatever order merges were made; answers the person who lives again.

    The identities that moved go back, and with them all their facts, also those that arrived in between. A review
    that led to the merge counts as dismissed. Raises Forbidden, NotFound, MergeRefused (`why`: undone_already).
    """
    desk.require("fans.merge")
    return split(desk.account, merge_id, by=desk.user, review_state=MatchReview.State.DISMISSED)


def split(account: Account, merge_id: int, *, by: User | None, review_state: str) -> Person:
    """Undo a merge of the account; the caller answers for the right. Raises NotFound, MergeRefused."""
    with transaction.atomic():
        merging.lock(account)
        merge: Merge | None = (
            Merge.objects.of(account).select_related("absorbed", "survivor").filter(pk=merge_id).first()
        )
        if merge is None:
            raise NotFound(merge=merge_id)
        if merge.undone_at is not None:
            raise MergeRefused(_("This merge was undone already."), why="undone_already", merge=merge_id)
        absorbed, survivor = merge.absorbed, merge.survivor
        Identity.objects.of(account).filter(pk__in=merge.identities).update(person=absorbed)
        merging.forget_in_later_merges(account, merge)
        merging.hand_base_on(account, merge)
        merge.undone_at = clock.now()
        merge.save(update_fields=["undone_at"])
        absorbed.merged_into = None
        absorbed.save(update_fields=["merged_into"])
        root = merging.recompose_upwards(account, survivor)
        Standing.objects.of(account).filter(person=absorbed).delete()
        merging.state_move(account, {absorbed.pk: merge.identities}, touched=[root.pk])
        _close_review(account, merge, by, review_state)
        audit.record(
            account_id=account.pk,
            actor_id=by.pk if by else None,
            act="merge.undone",
            target=f"merge:{merge.pk}",
            survivor=survivor.pk,
            absorbed=absorbed.pk,
        )
    return absorbed


def _close_review(account: Account, merge: Merge, by: User | None, state: str) -> None:
    if merge.review_id is not None:
        MatchReview.objects.of(account).filter(pk=merge.review_id).update(
            state=state, decided_by=by, decided_at=clock.now() if state != MatchReview.State.OPEN else None
        )
