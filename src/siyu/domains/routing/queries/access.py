"""Fetch a route or a run with the asker's rights checked."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.routing.models import Route, RouteRun
from siyu.kernel.errors import NotFound

PERMISSION = "groups.manage"


def routes_of(account: Account) -> QuerySet[Route]:
    """The account's routes in their order, whether on or off."""
    rows: QuerySet[Route] = Route.objects.of(account).filter(removed_at=None).select_related("group", "account")
    return rows.order_by("position", "pk")


def live_routes(account: Account | int) -> QuerySet[Route]:
    """The routes that are followed: on, into groups that stand."""
    rows: QuerySet[Route] = Route.objects.of(account).filter(on=True, removed_at=None)
    return rows.filter(group__dissolved_at=None, group__hidden_at=None)


def access_route(desk: Desk, public_id: str, *, removed: bool = False) -> Route:
    """A route of the desk's account; with `removed` one that was taken away. Raises Forbidden, NotFound."""
    desk.require(PERMISSION)
    rows = Route.objects.of(desk.account).select_related("group").filter(public_id=public_id)
    found: Route | None = rows.filter(removed_at__isnull=not removed).first()
    if found is None:
        raise NotFound(_("There is no such route."))
    return found


def access_run(desk: Desk, public_id: str) -> RouteRun:
    """A run of the desk's account. Raises Forbidden, NotFound."""
    desk.require(PERMISSION)
    found: RouteRun | None = RouteRun.objects.of(desk.account).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such run."))
    return found
