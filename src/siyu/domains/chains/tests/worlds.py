"""Chains with people in them, for tests."""

from __future__ import annotations

from typing import Any

from siyu.domains.chains.actions.join_chain import join_chain
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.models import Chain, ChainEntry, ChainItem
from siyu.domains.chains.queries.access import see_as_staff, see_chain
from siyu.domains.chains.types import ChainForm, EntryForm, ItemForm, Sight
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.tests.worlds import Desk, join, make_desk, make_group, make_member
from siyu.domains.people.models import User

TEA = ItemForm("明前龙井", "斤", 12_800, cap=10, most=5)
CAKE = ItemForm("绿豆糕", "盒")

__all__ = ["CAKE", "TEA", "items_of", "make", "member_in", "sight_of", "sums_hold", "take", "world"]


def world(**fields: Any) -> tuple[Desk, Group, Chain]:
    """An account, a group whose owner is its desk, and a chain made by that owner."""
    desk = make_desk()
    group = make_group(desk)
    return desk, group, make(desk.user, group, **fields)


def make(user: User, group: Group, **fields: Any) -> Chain:
    form = {"title": "茶叶团购", "items": (TEA, CAKE), **fields}
    return make_chain(lead_as_member(user, group.public_id), ChainForm(**form))


def member_in(group: Group, name: str = "小美") -> User:
    user = make_member(name)
    join(user, group)
    return user


def items_of(chain: Chain) -> list[int]:
    return list(ChainItem.objects.of(chain.account_id).filter(chain=chain).values_list("pk", flat=True))


def take(user: User, chain: Chain, *quantities: int, **said: Any) -> ChainEntry:
    wanted = dict(zip(items_of(chain), quantities, strict=False))
    return join_chain(user, chain.group.public_id, chain.public_id, EntryForm(wanted, **said))


def sight_of(user: User, chain: Chain) -> Sight:
    return see_chain(user, chain.group.public_id, chain.public_id)


def staff_sight(desk: Desk, chain: Chain) -> Sight:
    return see_as_staff(desk, chain.group.public_id, chain.public_id)


def sums_hold(chain: Chain) -> None:
    """Fail unless what counts as taken is the sum of what stands, within every cap, and numbers have no gaps."""
    chain = Chain.objects.of(chain.account_id).get(pk=chain.pk)
    entries = ChainEntry.objects.of(chain.account_id).filter(chain=chain)
    standing = entries.filter(state="joined")
    total = 0
    for item in ChainItem.objects.of(chain.account_id).filter(chain=chain):
        summed = sum(
            line.quantity for entry in standing for line in entry.lines.model.objects.of(chain.account_id).filter(
                entry=entry, item=item
            )
        )  # fmt: skip
        assert item.taken == summed, item
        assert item.cap is None or item.taken <= item.cap, item
        total += summed
    assert (chain.taken, chain.joined) == (total, standing.count())
    assert chain.cap is None or chain.taken <= chain.cap
    assert sorted(entries.values_list("number", flat=True)) == list(range(1, chain.numbered + 1))
