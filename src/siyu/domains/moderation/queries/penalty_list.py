"""Penalties as reviewers list them, and whether one holds."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.types import Reviewer
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.kernel.paging import Page, decode_id, encode_cursor

PAGE: Final = 25


def list_penalties(reviewer: Reviewer, *, state: str, words: str, cursor: str) -> Page[Penalty]:
    """A page of penalties, the newest first: those that hold, or (`over`) those that ended. Raises Invalid."""
    rows = Penalty.objects.select_related("user", "account", "by", "case")
    if reviewer.account is not None:
        rows = rows.filter(account=reviewer.account)
    holds = Q(lifted_at=None) & (Q(until=None) | Q(until__gt=clock.now()))
    rows = rows.exclude(holds) if state == "over" else rows.filter(holds)
    if words:
        rows = rows.filter(Q(user__name__icontains=words) | Q(reason__icontains=words))
    if cursor:
        try:
            rows = rows.filter(pk__lt=decode_id(cursor))
        except ValueError as broken:
            raise Invalid(field="cursor") from broken
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], next_cursor=encode_cursor(found[PAGE - 1].pk) if len(found) > PAGE else None)
