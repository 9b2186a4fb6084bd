"""Background work of segments: the list's counts are made when a tree is saved, and brought up to date every night."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.segments.actions.keep_count import keep_count
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries import membership
from siyu.domains.segments.queries.segments import living

log = logging.getLogger(__name__)


@task()
def recount_account(account_id: int) -> int:
    """Count every segment of an account as of now; answers how many were counted. Safe to begin again."""
    account = Account.objects.filter(pk=account_id).first()
    return sum(_count(segment) for segment in (living(account).order_by("pk") if account else ()))


@task()
def count_segment(segment_id: int) -> bool:
    """Count a segment whose tree was saved just now; safe to begin again."""
    every = Segment.objects.unscoped("a job counts the segment that it was queued for")
    segment = every.select_related("account").filter(pk=segment_id, deleted_at=None).first()
    return segment is not None and _count(segment)


def _count(segment: Segment) -> bool:
    try:
        keep_count(segment, membership.count(segment.account, segment.tree))
    except InvalidTree as broken:
        log.warning("segment %s of account %s is not counted: %s", segment.slug, segment.account_id, broken.message)
        return False
    return True


def recount_later(account_id: int | str) -> None:
    """Queue the counting for an account."""
    recount_account.enqueue(int(account_id))


def every_account() -> Iterable[tuple[str, str]]:
    """Targets of the nightly counting: each account by its own clock."""
    return [(str(pk), zone) for pk, zone in Account.objects.values_list("pk", "time_zone")]
