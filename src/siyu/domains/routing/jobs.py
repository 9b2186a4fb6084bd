"""Background work of routing: newcomers, a run by hand, and every night."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.routing import conf
from siyu.domains.routing.actions import lead_newcomers as leading
from siyu.domains.routing.actions.run_routes import begin_run, progress_key, run_routes
from siyu.domains.routing.models import Route, RouteRun
from siyu.kernel import clock
from siyu.platform.jobs.progress import Progress

log = logging.getLogger(__name__)


@task()
def follow_routes(account_id: int, run_id: str = "") -> int:
    """Follow the account's routes; answers how many were invited."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        return 0
    run = RouteRun.objects.of(account).select_related("account").filter(public_id=run_id).first() or begin_run(account)
    try:
        return run_routes(run).invited
    except Exception:
        from django.utils.translation import gettext

        Progress(progress_key(run), account_id).fail(
            gettext("Something went wrong. Try again: nobody is invited twice.")
        )
        raise


@task()
def lead_newcomers(account_id: int) -> int:
    """Lead who has come lately; answers how many were invited."""
    account = Account.objects.filter(pk=account_id).first()
    return 0 if account is None else leading.lead_newcomers(account)


def lead_newcomers_soon(account_id: int) -> None:
    """Queue it for in some seconds: facts reach the event store meanwhile, and more may come."""
    lead_newcomers.using(run_after=clock.now() + timedelta(seconds=conf.NEWCOMERS_AFTER)).enqueue(account_id)


def follow_later(account_id: int | str) -> None:
    """Queue a run of an account."""
    follow_routes.enqueue(int(account_id))


def accounts_with_routes() -> Iterable[tuple[str, str]]:
    """Targets of the nightly run, each by its own clock."""
    routes = Route.objects.unscoped("the schedule looks for accounts that have routes at all")
    rows = routes.filter(on=True, removed_at=None).order_by("account_id").distinct()
    return [(str(pk), zone) for pk, zone in rows.values_list("account_id", "account__time_zone")]
