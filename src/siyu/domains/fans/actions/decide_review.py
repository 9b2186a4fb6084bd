"""Decide a weak match: one person, two persons, or take the decision back."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions import merging
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.undo_merge import split
from siyu.domains.fans.errors import AlreadyDecided
from siyu.domains.fans.models import MatchReview, Merge
from siyu.domains.fans.queries.access import living_person
from siyu.domains.fans.queries.review_queue import access_review
from siyu.kernel import clock
from siyu.platform import audit

Decision = Literal["merge", "dismiss", "undo"]
State = MatchReview.State


def decide_review(desk: Desk, review_id: int, decision: Decision, *, survivor_id: int | None = None) -> MatchReview:
    """Merge the two (into `survivor_id`, default the first), dismiss the match, or undo either and reopen it.

    Raises Forbidden, NotFound, MergeRefused, AlreadyDecided when someone else was faster.
    """
    access_review(desk, review_id)
    with transaction.atomic():
        merging.lock(desk.account)
        review = access_review(desk, review_id)
        if (review.state == State.OPEN) is (decision == "undo"):
            raise AlreadyDecided(_("This match was decided already."), review=review_id, state=review.state)
        if decision == "merge":
            _merge(desk, review, survivor_id)
        elif decision == "undo" and review.state == State.MERGED:
            _split(desk, review)
        review.state = {"merge": State.MERGED, "dismiss": State.DISMISSED, "undo": State.OPEN}[decision]
        review.decided_by = None if decision == "undo" else desk.user
        review.decided_at = None if decision == "undo" else clock.now()
        review.save(update_fields=["state", "decided_by", "decided_at"])
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="review.decided",
            target=f"review:{review.pk}",
            decision=decision,
        )
    return review


def _merge(desk: Desk, review: MatchReview, survivor_id: int | None) -> None:
    first, second = (living_person(desk.account, person) for person in (review.first_id, review.second_id))
    if survivor_id in (review.second_id, second.pk):
        first, second = second, first
    merge_on_evidence(desk.account, first.pk, second.pk, reason=review.reason, by=desk.user, review=review)


def _split(desk: Desk, review: MatchReview) -> None:
    merge = Merge.objects.of(desk.account).filter(review=review, undone_at=None).order_by("-pk").first()
    if merge is not None:
        split(desk.account, merge.pk, by=desk.user, review_state=State.OPEN)
