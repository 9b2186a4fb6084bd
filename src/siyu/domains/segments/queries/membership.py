"""Who is in a segment, as of any instant: count, members, sample, explanation, changes."""

from __future__ import annotations

from datetime import datetime

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.segments.types import Changes, Counted, Explanation, Members, Sampled, Tree


def count(account: Account, tree: Tree, as_of: datetime | None = None) -> Counted:
    """How many persons of the account are in the tree as of an instant (default now). Raises InvalidTree."""
    raise NotImplementedError


def members(
    account: Account, tree: Tree, as_of: datetime | None = None, *, limit: int = 100, cursor: str | None = None
) -> Members:
    """One page of members by ascending person id. Raises InvalidTree, ValueError for a broken cursor."""
    raise NotImplementedError


def sample(account: Account, tree: Tree, n: int = 10, as_of: datetime | None = None) -> list[Sampled]:
    """Some members with name and standing, the same ones for the same facts. Raises InvalidTree."""
    raise NotImplementedError


def explain(account: Account, tree: Tree, person: Person, as_of: datetime | None = None) -> Explanation:
    """Why a person (a merged one answers as the survivor) is in or out. Raises InvalidTree."""
    raise NotImplementedError


def changes(account: Account, tree: Tree, since: datetime, until: datetime | None = None, *, n: int = 10) -> Changes:
    """Who entered and who left between two instants (until: default now). Raises InvalidTree."""
    raise NotImplementedError
