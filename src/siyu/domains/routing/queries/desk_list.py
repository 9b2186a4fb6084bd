"""The routes of an account and their last runs, as its desk lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from siyu.domains.accounts.models import Account
from siyu.domains.groups.models import GroupMember
from siyu.domains.routing import conf
from siyu.domains.routing.models import Route, Routed, RouteRun
from siyu.domains.routing.queries.access import routes_of
from siyu.domains.segments.queries.segments import living
from siyu.kernel import clock


@dataclass(frozen=True)
class RouteRow:
    """A route with what came of it; `segment` is the segment's name, empty for all followers, None when it is gone."""

    route: Route
    segment: str | None
    invited: int
    joined: int

    @property
    def share(self) -> float:
        """How many of the invited came in."""
        return self.joined / self.invited if self.invited else 0.0


@dataclass(frozen=True)
class RunRow:
    """A run with how many came in, and whether it can still be undone."""

    run: RouteRun
    joined: int
    undoable: bool


def route_rows(account: Account) -> list[RouteRow]:
    """All routes in their order. Four queries."""
    routes = list(routes_of(account))
    names = dict(living(account).values_list("slug", "name"))
    invited = dict(Routed.objects.of(account).values_list("route_id").annotate(n=Count("pk")))
    joined = _joined(account, "route_id")
    return [
        RouteRow(
            route, names.get(route.segment) if route.segment else "", invited.get(route.pk, 0), joined.get(route.pk, 0)
        )
        for route in routes
    ]  # fmt: skip


def run_rows(account: Account) -> list[RunRow]:
    """The last runs, newest first. Two queries."""
    runs = list(RouteRun.objects.of(account).select_related("by").order_by("-pk")[: conf.RUNS_SHOWN])
    joined = _joined(account, "run_id")
    oldest = clock.now() - timedelta(days=conf.UNDO_DAYS)
    return [RunRow(run, joined.get(run.pk, 0), _undoable(run, oldest)) for run in runs]


def _undoable(run: RouteRun, oldest: datetime) -> bool:
    return run.undone_at is None and run.ended_at is not None and run.ended_at >= oldest and run.invited > 0


def _joined(account: Account, by: str) -> dict[int, int]:
    """Of those invited, who is in the route's group or a parallel one: route or run id → how many."""
    inside = GroupMember.objects.of(account).filter(state=GroupMember.State.ACTIVE, user=OuterRef("user"))
    family = Q(group=OuterRef("route__group")) | Q(group__first=OuterRef("route__group"))
    rows = Routed.objects.of(account).filter(Exists(inside.filter(family)))
    return dict(rows.values_list(by).annotate(n=Count("pk")))
