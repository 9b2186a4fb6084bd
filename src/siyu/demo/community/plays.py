"""What the demo's groups vote on, and the routes that lead segments into groups."""

from __future__ import annotations

import random
from datetime import timedelta

from siyu.demo.cast import BOSS, MEMBERS, desk_of
from siyu.demo.community import play_words as words
from siyu.demo.community.people import silenced
from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.people.models import User
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.models import Poll
from siyu.domains.routing.actions.save_route import save_route
from siyu.domains.routing.models import Route
from siyu.domains.routing.types import RouteForm
from siyu.domains.segments.models import Segment
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

AGO = timedelta(minutes=21)
STEP = timedelta(seconds=40)


def vote() -> int:
    """Let the groups that are there vote on what they do not vote on yet; answers how many polls are new."""
    desk, made = desk_of(BOSS), 0
    with unlimited():
        for name, ask in words.POLLS.items():
            made += _poll(desk, group_named(desk, name), ask)
    return made


def route() -> int:
    """Lead segments into the groups that are for them; answers how many routes are new."""
    desk, made = desk_of(BOSS), 0
    slugs = dict(Segment.objects.of(desk.account).values_list("name", "slug"))
    for segment, name, why in words.ROUTES:
        group = group_named(desk, name)
        if group is None or segment not in slugs or Route.objects.of(desk.account).filter(group=group).exists():
            continue
        save_route(desk, RouteForm(group.public_id, slugs[segment], why))
        made += 1
    return made


def group_named(desk: Desk, name: str) -> Group | None:
    """A group of the brand, if it is there already."""
    found: Group | None = Group.objects.of(desk.account).filter(name=name).first()
    return found


def crowd_of(group: Group, most: int) -> list[User]:
    """So many of its members who may speak; whoever logs in to look at the demo has their vote still."""
    inside = GroupMember.objects.of(group.account_id).filter(group=group, state="active", user__phone__isnull=False)
    able = inside.exclude(user_id__in=silenced()).exclude(user__email__in=MEMBERS)
    return [one.user for one in able.select_related("user").order_by("pk")[:most]]


def _poll(desk: Desk, group: Group | None, ask: words.Ask) -> int:
    if group is None or Poll.objects.of(desk.account).filter(group=group).exists():
        return 0
    seed, at = random.Random(group.name), clock.now() - AGO  # noqa: S311 - a demo
    with clock.replaying(at):
        poll = start_poll(desk.user, group.public_id, ask.form(clock.now() + timedelta(days=2)), "demo")
    for user in crowd_of(group, ask.voters):
        at = min(at + STEP, clock.now())
        with clock.replaying(at):
            wanted = seed.choices(range(len(ask.choices)), ask.liking, k=ask.most)
            cast_vote(user, group.public_id, poll.public_id, sorted({number + 1 for number in wanted}))
    return 1
