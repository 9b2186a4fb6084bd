"""Chains of the demo: opened by the brand, joined by members of the group."""

from __future__ import annotations

import random
from datetime import timedelta

from siyu.demo.cast import BOSS, desk_of
from siyu.demo.community import chain_words as words
from siyu.demo.community.plays import AGO, STEP, crowd_of, group_named
from siyu.domains.accounts.types import Desk
from siyu.domains.chains.actions.join_chain import join_chain
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.models import Chain, ChainItem
from siyu.domains.chains.types import EntryForm
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited


def chain_up() -> int:
    """Open the chains of the groups that are there and have none; answers how many are new."""
    desk = desk_of(BOSS)
    with unlimited():
        return sum(_chain(desk, group_named(desk, name), told) for name, told in words.CHAINS.items())


def _chain(desk: Desk, group: Group | None, told: words.Told) -> int:
    if group is None or Chain.objects.of(desk.account).filter(group=group).exists():
        return 0
    seed, at = random.Random(group.name), clock.now() - AGO  # noqa: S311 - a demo
    with clock.replaying(at):
        form = told.form(clock.now() + timedelta(days=3))
        chain = make_chain(lead_as_staff(desk, group.public_id, "groups.manage"), form)
    items = list(ChainItem.objects.of(desk.account).filter(chain=chain).order_by("position"))
    left = {item.pk: item.cap or 10_000 for item in items}
    for user in crowd_of(group, told.entrants):
        at = min(at + STEP, clock.now())
        taken = {item.pk: min(seed.choice((0, 1, 1, 2)), left[item.pk]) for item in items}
        if not any(taken.values()):
            taken[items[0].pk] = 1
        left = {pk: left[pk] - taken[pk] for pk in left}
        pickup = seed.choice(chain.pickups)["id"] if chain.pickups else ""
        remark = seed.choice(words.REMARKS)
        with clock.replaying(at):
            join_chain(user, group.public_id, chain.public_id, EntryForm(taken, pickup, remark=remark))
    return 1
