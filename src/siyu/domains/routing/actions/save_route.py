"""Make a route, change it, put it in another place, switch it, take it away and bring it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.routing import conf, rules
from siyu.domains.routing.models import Route
from siyu.domains.routing.models.route import WORDS_LENGTH
from siyu.domains.routing.queries.access import PERMISSION, access_route, routes_of
from siyu.domains.routing.types import RouteForm
from siyu.domains.segments.queries.segments import segment_by_slug
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit


def save_route(desk: Desk, form: RouteForm, public_id: str = "") -> Route:
    """Make a route at the end of the order, or change one. Raises Forbidden, NotFound, Invalid (group, segment)."""
    desk.require(PERMISSION)
    columns = _checked(desk, form)
    with transaction.atomic():
        if public_id:
            route = access_route(desk, public_id)
            for name, value in columns.items():
                setattr(route, name, value)
            route.save(update_fields=list(columns))
        else:
            rows = routes_of(desk.account)
            if rows.count() >= conf.ROUTES_MOST:
                raise Invalid(_("An account has at most %(n)s routes.") % {"n": conf.ROUTES_MOST})
            last = rows.aggregate(last=Max("position"))["last"]
            route = Route.objects.create(account=desk.account, position=(last or 0) + 1, **columns)
        _record(desk, route, "route.saved", segment=route.segment, group=route.group.public_id)
    return route


def move_route(desk: Desk, public_id: str, *, up: bool) -> None:
    """One step up or down; at the end it stays. Raises Forbidden, NotFound."""
    route = access_route(desk, public_id)
    with transaction.atomic():
        rows = list(routes_of(desk.account).select_for_update(of=("self",)))
        order = rules.moved([row.pk for row in rows], route.pk, up=up)
        for row in rows:
            row.position = order.index(row.pk) + 1
        Route.objects.of(desk.account).bulk_update(rows, ["position"])
        _record(desk, route, "route.moved", up=up)


def switch_route(desk: Desk, public_id: str, *, on: bool) -> None:
    """Follow it, or let it rest. Raises Forbidden, NotFound."""
    route = access_route(desk, public_id)
    with transaction.atomic():
        if Route.objects.of(desk.account).filter(pk=route.pk, on=not on).update(on=on):
            _record(desk, route, "route.switched", on=on)


def remove_route(desk: Desk, public_id: str) -> None:
    """Take it away; whom it invited stays invited. Raises Forbidden, NotFound."""
    route = access_route(desk, public_id)
    with transaction.atomic():
        if Route.objects.of(desk.account).filter(pk=route.pk, removed_at=None).update(removed_at=clock.now()):
            _record(desk, route, "route.removed")


def restore_route(desk: Desk, public_id: str) -> None:
    """Bring a removed route back to its place. Raises Forbidden, NotFound."""
    route = access_route(desk, public_id, removed=True)
    with transaction.atomic():
        if Route.objects.of(desk.account).filter(pk=route.pk).exclude(removed_at=None).update(removed_at=None):
            _record(desk, route, "route.restored")


def _checked(desk: Desk, form: RouteForm) -> dict[str, object]:
    try:
        group = lead_as_staff(desk, form.group).group
    except NotFound as gone:
        raise Invalid(_("Choose a group."), field="group") from gone
    if group.dissolved_at is not None:
        raise Invalid(_("This group is dissolved. Choose another."), field="group")
    if group.first_id is not None:
        raise Invalid(_("Choose the first group of the family; its parallel groups follow."), field="group")
    if form.segment:
        try:
            segment_by_slug(desk.account, form.segment)
        except NotFound as gone:
            raise Invalid(_("This segment is gone. Choose another."), field="segment") from gone
    return {"group": group, "segment": form.segment, "words": " ".join(form.words.split())[:WORDS_LENGTH]}


def _record(desk: Desk, route: Route, act: str, **data: object) -> None:
    audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"route:{route.public_id}", **data)
