"""What following the routes would do now: the preview, and the beginning of every run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.family import family_of, next_with_place
from siyu.domains.members.queries.blocking import users_blocking
from siyu.domains.members.queries.following import follower_ids
from siyu.domains.people.models import User
from siyu.domains.routing import conf, rules
from siyu.domains.routing.models import Route, Routed
from siyu.domains.routing.queries.access import routes_of
from siyu.domains.routing.types import Leg
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.queries.membership import explain, member_ids
from siyu.domains.segments.queries.segments import segment_by_slug
from siyu.kernel.errors import NotFound
from siyu.platform.db import bulk


@dataclass(frozen=True)
class Why:
    """Somebody whom a route would invite, and the sentences that put them into its segment."""

    user: User
    person: Person | None
    because: tuple[str, ...]


def plan(account: Account, only: Collection[int] | None = None) -> list[Leg]:
    """For each route that is on, in order, what would become of everyone it fits, or of these users among them.

    Costs one segment query a route.
    Not inside a transaction. Raises StoreError.
    """
    routes = list(routes_of(account).filter(on=True, group__dissolved_at=None, group__hidden_at=None))
    fits = {route.pk: _narrowed(_fitting(account, route), only) for route in routes}
    led = rules.first_fitting([(route.pk, fits[route.pk][0]) for route in routes])
    blocking = users_blocking(account)
    return [_leg(route, led[route.pk], fits[route.pk], blocking) for route in routes]


def samples(leg: Leg) -> list[Why]:
    """Some of those whom a leg would invite, each with the reasons why."""
    account, shown = leg.route.account, leg.users[: conf.SAMPLE]
    users = User.objects.in_bulk(shown)
    uids = {users[pk].uid: pk for pk in shown if pk in users}
    rows = Identity.objects.of(account).filter(kind=Identity.Kind.MEMBER, value__in=uids).select_related("person")
    persons = {uids[row.value]: row.person for row in rows}
    return [Why(users[pk], persons.get(pk), _because(leg.route, persons.get(pk))) for pk in shown if pk in users]


def _because(route: Route, person: Person | None) -> tuple[str, ...]:
    if not route.segment or person is None:
        return (_("follows the account"),)
    try:
        told = explain(route.account, {"segment": route.segment}, person)
    except InvalidTree:
        return ()
    return tuple(reason.sentence for reason in told.because if reason.holds)


def _narrowed(fitting: tuple[list[int], int, str], only: Collection[int] | None) -> tuple[list[int], int, str]:
    users, _strangers, fault = fitting
    return fitting if only is None else ([user for user in users if user in only], 0, fault)


def _fitting(account: Account, route: Route) -> tuple[list[int], int, str]:
    """Users the route fits, fans among them without a log-in, and what is wrong with its segment."""
    if not route.segment:
        return list(follower_ids(account)), 0, ""
    try:
        persons = member_ids(account, segment_by_slug(account, route.segment).tree)
    except (NotFound, InvalidTree):
        return [], 0, _("Its segment is gone or broken. Choose another.")
    rows = Identity.objects.of(account).filter(kind=Identity.Kind.MEMBER)
    inside, owners = set(persons), dict(rows.values_list("value", "person_id"))
    known = {uid: person for uid, person in owners.items() if person in inside}
    users = [pk for (pk,) in bulk.lookup(User, "uid", list(known), ("id",), {})]
    return users, len(inside) - len(set(known.values())), ""


def _leg(route: Route, users: Sequence[int], fitting: tuple[list[int], int, str], blocking: set[int]) -> Leg:
    family = list(family_of(route.group))
    target = route.group if route.group.members < route.group.capacity else next_with_place(route.group)
    standings = _standings(route, family)
    invited = set(Routed.objects.of(route.account_id).filter(route=route).values_list("user_id", flat=True))
    place = target is not None or route.group.overflow
    verdicts = {
        user: rules.verdict(standings[user], invited=user in invited, blocks=user in blocking, place=place)
        for user in users
    }
    opens = target is None and route.group.overflow
    return Leg(route, target or route.group, verdicts, fitting[1], opens=opens, fault=fitting[2])


def _standings(route: Route, family: Sequence[Group]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = GroupMember.objects.of(route.account_id).filter(group__in=family)
    for user, state in rows.values_list("user_id", "state"):
        found[user].append(state)
    return found
