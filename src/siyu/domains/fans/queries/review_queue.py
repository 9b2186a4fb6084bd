"""Weak matches that wait for a human, newest first, and what was decided."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import MatchReview
from siyu.domains.fans.queries.person_rows import briefs_of
from siyu.domains.fans.types import Counted, ReviewItem
from siyu.kernel.errors import NotFound
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

PAGE: Final = 20
COUNT_LIMIT: Final = 1_000


def review_page(
    account: Account, cursor: str | None = None, *, state: str = MatchReview.State.OPEN, size: int = PAGE
) -> Page[ReviewItem]:
    """One page of reviews in a state; three queries. Raises ValueError for a broken cursor."""
    reviews = _shown(account, state)
    if cursor:
        reviews = reviews.filter(pk__lt=int(decode_cursor(cursor, 1)[0]))
    rows = list(reviews.select_related("decided_by").order_by("-pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    briefs = briefs_of(account, [person for row in rows for person in (row.first_id, row.second_id)])
    items = [
        ReviewItem(
            id=row.pk,
            first=briefs[row.first_id],
            second=briefs[row.second_id],
            reason=row.reason,
            evidence=row.evidence,
            state=row.state,
            found_at=row.found_at,
            decided_by=str(row.decided_by) if row.decided_by else "",
            decided_at=row.decided_at,
        )
        for row in rows
    ]
    return Page(items, next_cursor=encode_cursor(rows[-1].pk) if more else None)


def open_count(account: Account) -> Counted:
    """How many reviews wait, counting no further than COUNT_LIMIT."""
    number = _shown(account, MatchReview.State.OPEN)[: COUNT_LIMIT + 1].count()
    return Counted(min(number, COUNT_LIMIT), exact=number <= COUNT_LIMIT)


def access_review(desk: Desk, review_id: int) -> MatchReview:
    """A review of this account for who may merge; raises Forbidden, NotFound."""
    desk.require("fans.merge")
    review: MatchReview | None = MatchReview.objects.of(desk.account).filter(pk=review_id).first()
    if review is None:
        raise NotFound(review=review_id)
    return review


def _shown(account: Account, state: str) -> Any:
    """Reviews in a state; an open one whose persons were merged away meanwhile (into each other or not) rests."""
    reviews = MatchReview.objects.of(account).filter(state=state)
    if state == MatchReview.State.OPEN:
        reviews = reviews.filter(first__merged_into=None, second__merged_into=None).exclude(first=F("second"))
    return reviews
