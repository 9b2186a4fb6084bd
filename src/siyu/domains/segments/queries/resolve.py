"""What every question about membership begins with: the checked tree with shared segments in place, and the instant."""

from __future__ import annotations

from datetime import UTC, datetime

from siyu.domains.accounts.models import Account
from siyu.domains.segments.compiler.scope import Scope
from siyu.domains.segments.queries.segments import saved_trees
from siyu.domains.segments.tree.expand import expand
from siyu.domains.segments.tree.nodes import Node, SegmentCondition, conditions
from siyu.domains.segments.tree.parse import parse_tree
from siyu.domains.segments.types import Tree
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def resolve(account: Account, tree: Tree) -> Node:
    """The checked tree with the account's saved segments in place. Raises InvalidTree."""
    node = parse_tree(tree, account.time_zone)
    shared = any(isinstance(condition, SegmentCondition) for condition in conditions(node))
    return expand(node, saved_trees(account), account.time_zone) if shared else node


def scope_at(account: Account, as_of: datetime | None, person: int | None = None) -> Scope:
    """The account at an instant (default now), in whole milliseconds as facts are kept. Raises Invalid."""
    at = (as_of or clock.now()).astimezone(UTC)
    if not 1970 <= at.year < 3000:
        raise Invalid("as_of lies outside of the years 1970 to 2999.", field="as_of")
    return Scope(account, at.replace(microsecond=at.microsecond // 1000 * 1000), person)
