"""Follow an account's routes: invite whom they fit, each once, and say what became of everyone else."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.actions.open_parallel import open_parallel
from siyu.domains.groups.actions.tell_invited import tell_invited
from siyu.domains.groups.conf import INVITED_MOST
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_of_owner
from siyu.domains.groups.queries.invitations import invitation_path
from siyu.domains.people.models import User
from siyu.domains.routing import conf, rules
from siyu.domains.routing.models import Route, Routed, RouteRun
from siyu.domains.routing.queries.plan import plan
from siyu.domains.routing.types import Leg
from siyu.kernel import clock
from siyu.platform import audit
from siyu.platform.jobs.progress import Progress


def progress_key(run: RouteRun) -> str:
    """Under which the waiting page finds the bar."""
    return f"routing:{run.public_id}"


def begin_run(account: Account, by: User | None = None) -> RouteRun:
    """Write down that a run begins; the caller has checked the rights."""
    run: RouteRun = RouteRun.objects.create(account=account, by=by, began_at=clock.now())
    return run


def invite_newcomers(account: Account, users: Collection[int]) -> int:
    """Follow the routes for these users alone; answers how many were invited.

    Whom a day brings in makes one run of that day: the first who is invited begins it. Raises StoreError.
    """
    legs = [leg for leg in plan(account, users) if leg.users]
    if not legs:
        return 0
    run = _run_of_today(account)
    invited = sum(_invite(run, leg.route, leg.users, *_invitation(run, leg)) for leg in legs)
    RouteRun.objects.of(account).filter(pk=run.pk).update(ended_at=clock.now())
    return invited


def _run_of_today(account: Account) -> RouteRun:
    now = clock.now()
    day = {"newcomers_on": clock.local_day(now, account.time_zone), "undone_at": None}
    run: RouteRun
    run, _made = RouteRun.objects.of(account).get_or_create(account=account, **day, defaults={"began_at": now})
    return run


def run_routes(run: RouteRun) -> RouteRun:
    """Do it. Safe to begin again after a crash: who was invited is not invited anew.

    Each batch is written, told and counted in one transaction, so an invitation and its notice come together or not.
    Raises StoreError.
    """
    progress = Progress(progress_key(run), run.account_id)
    progress.start()
    legs = plan(run.account)
    total, done = sum(len(leg.users) for leg in legs), 0
    progress.start(total)
    for leg in legs:
        counts = {**rules.counted(leg.verdicts), "strangers": leg.strangers}
        run.counts = {**run.counts, leg.route.public_id: counts}
        users = iter(leg.users)
        target, url = _invitation(run, leg) if leg.users else (leg.target, "")
        while batch := list(islice(users, conf.BATCH)):
            _invite(run, leg.route, batch, target, url)
            done += len(batch)
            progress.advance(done)
    run.ended_at = clock.now()
    run.save(update_fields=["counts", "ended_at"])
    progress.finish(invited=run.invited)
    return run


def _invitation(run: RouteRun, leg: Leg) -> tuple[Group, str]:
    """Where a leg leads, and one link for all whom it invites; where no place is left the next group opens first."""
    with transaction.atomic():
        _hold(run)
        target = open_parallel(leg.target) if leg.opens else leg.target
        most = min(len(leg.users), INVITED_MOST) if target.overflow else 0
        made = make_invitation(lead_of_owner(target), conf.INVITATION_DAYS, most)
        run.invitations = [*run.invitations, made.token]
        run.save(update_fields=["invitations"])
    return target, invitation_path(made)


def _hold(run: RouteRun) -> None:
    """The run's row is ours until the transaction ends; two who work on it do not overwrite each other."""
    now = RouteRun.objects.of(run.account_id).select_for_update(of=("self",)).get(pk=run.pk)
    run.invitations, run.invited = now.invitations, now.invited


def _invite(run: RouteRun, route: Route, batch: list[int], group: Group, url: str) -> int:
    account = run.account
    with transaction.atomic():
        _hold(run)
        now, known = clock.now(), Routed.objects.of(account).filter(route=route, user__in=batch)
        fresh = sorted(set(batch) - set(known.values_list("user_id", flat=True)))
        rows = [Routed(account=account, route=route, run=run, user_id=user, at=now) for user in fresh]
        Routed.objects.bulk_create(rows, ignore_conflicts=True)  # another run may have been quicker
        ours = Routed.objects.of(account).filter(run=run, route=route, user__in=fresh).values("user_id")
        key = f"route:{route.public_id}:{run.public_id}"
        meant = tell_invited(group, User.objects.filter(pk__in=ours), url, words=route.words, key=key)
        run.invited += meant
        run.save(update_fields=["invited"])
        audit.record(
            account_id=account.pk, actor_id=run.by_id, act="route.invited", target=f"route:{route.public_id}",
            run=run.public_id, users=len(fresh),
        )  # fmt: skip
    return meant
