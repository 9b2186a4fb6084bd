"""Lead whoever has just followed the account, or become known to it, by its routes: soon, each once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.routing import conf
from siyu.domains.routing.actions.run_routes import invite_newcomers
from siyu.domains.routing.models import Newcomer
from siyu.domains.routing.queries.access import live_routes
from siyu.kernel import clock
from siyu.kernel.ids import short_id


def await_newcomers(account: Account, users: Collection[int]) -> None:
    """Write down who came; the first of some seconds queues the job that leads them all. Inside a transaction.

    Who is being led at this moment waits again: the second time finds them invited. Accounts without routes forget it.
    """
    if not users or not live_routes(account).exists():
        return
    from siyu.domains.routing.jobs import lead_newcomers_soon

    now, rows = clock.now(), Newcomer.objects.of(account)
    coming = rows.filter(claim="", at__gt=now - timedelta(seconds=conf.CLAIM_SECONDS)).exists()
    rows.bulk_create(
        [Newcomer(account=account, user_id=user, at=now) for user in sorted(users)],
        update_conflicts=True, unique_fields=["account", "user"], update_fields=["claim", "claimed_at", "at"],
    )  # fmt: skip
    if not coming:
        lead_newcomers_soon(account.pk)


def lead_newcomers(account: Account) -> int:
    """Invite those who wait; answers how many were invited. Raises StoreError, and they wait for the next time.

    A conditional UPDATE claims them, so two at a time lead different ones; the routes themselves invite nobody twice.
    """
    claim, now = short_id(), clock.now()
    rows = Newcomer.objects.of(account)
    left = Q(claimed_at__lt=now - timedelta(seconds=conf.CLAIM_SECONDS))
    if not rows.filter(Q(claim="") | left).update(claim=claim, claimed_at=now):
        return 0
    mine = rows.filter(claim=claim)
    users = set(mine.values_list("user_id", flat=True))
    try:
        invited = invite_newcomers(account, users)
    except Exception:
        mine.update(claim="", claimed_at=None)
        raise
    mine.delete()
    return invited
