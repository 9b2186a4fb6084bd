"""Background work of segments: every night the list's counts are brought up to date."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.segments.actions.keep_count import keep_count
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.queries import membership
from siyu.domains.segments.queries.segments import living

log = logging.getLogger(__name__)


@task()
def recount_account(account_id: int) -> int:
    """Count every segment of an account as of now; answers how many were counted. Safe to begin again."""
    account = Account.objects.filter(pk=account_id).first()
    counted = 0
    for segment in living(account).order_by("pk") if account else ():
        try:
            keep_count(segment, membership.count(segment.account, segment.tree))
            counted += 1
        except InvalidTree as broken:
            log.warning("segment %s of account %s is not counted: %s", segment.slug, account_id, broken.message)
    return counted


def recount_later(account_id: int | str) -> None:
    """Queue the counting for an account."""
    recount_account.enqueue(int(account_id))


def every_account() -> Iterable[tuple[str, str]]:
    """Targets of the nightly counting: each account by its own clock."""
    return [(str(pk), zone) for pk, zone in Account.objects.values_list("pk", "time_zone")]
