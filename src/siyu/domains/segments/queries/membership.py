"""Who is in a segment, as of any instant: count, members, sample, explanation, changes."""

from __future__ import annotations

from datetime import datetime
from time import perf_counter

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.segments.compiler.walk import Statement, compile_tree
from siyu.domains.segments.queries.explanation import explain
from siyu.domains.segments.queries.resolve import resolve, scope_at
from siyu.domains.segments.queries.standings import rows_of
from siyu.domains.segments.types import Changes, Counted, Member, Members, Sampled, Tree
from siyu.kernel.paging import decode_id, encode_cursor
from siyu.platform import eventstore

__all__ = ["changes", "count", "explain", "member_ids", "members", "sample"]


def count(account: Account, tree: Tree, as_of: datetime | None = None) -> Counted:
    """How many persons of the account are in the tree as of an instant (default now). Raises InvalidTree."""
    began = perf_counter()
    scope = scope_at(account, as_of)
    statement = compile_tree(resolve(account, tree), scope)
    sql, params = statement.select(f"count(*) AS inside, {statement.everybody()} AS everybody")
    row = eventstore.connect().query(sql, params).to_pylist()[0]
    return Counted(row["inside"], row["everybody"], scope.as_of, perf_counter() - began)


def members(
    account: Account, tree: Tree, as_of: datetime | None = None, *, limit: int | None = 100, cursor: str | None = None
) -> Members:
    """One page of members by ascending person id, or with `limit=None` all of them.

    Raises InvalidTree, ValueError for a broken cursor.
    """
    scope = scope_at(account, as_of)
    statement = compile_tree(resolve(account, tree), scope)
    found = _members(statement, limit and limit + 1, decode_id(cursor) if cursor else None)
    more = encode_cursor(found[limit - 1].person_id) if limit and len(found) > limit else None
    return Members(tuple(found[:limit]), more, scope.as_of)


def sample(account: Account, tree: Tree, n: int = 10, as_of: datetime | None = None) -> list[Sampled]:
    """Some members with name and standing, the same ones for the same facts. Raises InvalidTree."""
    statement = compile_tree(resolve(account, tree), scope_at(account, as_of))
    # A multiplicative hash spreads the sample over old and new persons alike, the same way every time.
    sql, params = statement.select("p.person", f"ORDER BY (p.person * 2654435761) % 4294967296, p.person LIMIT {n:d}")
    return rows_of(account, eventstore.connect().query(sql, params).column("person").to_pylist())


def changes(account: Account, tree: Tree, since: datetime, until: datetime | None = None, *, n: int = 10) -> Changes:
    """Who entered and who left between two instants (until: default now). Raises InvalidTree, Invalid."""
    node, end = resolve(account, tree), scope_at(account, until)
    before = _ids(compile_tree(node, scope_at(account, since)))
    after = _ids(compile_tree(node, end))
    entered, left = sorted(after - before), sorted(before - after)
    return Changes(
        since=since,
        until=end.as_of,
        entered=len(entered),
        left=len(left),
        entered_sample=_named(account, entered[:n]),
        left_sample=_named(account, left[:n]),
    )


def member_ids(account: Account, tree: Tree) -> list[int]:
    """The ids of everyone in the tree now, in order. Raises InvalidTree, StoreError."""
    sql, params = compile_tree(resolve(account, tree), scope_at(account, None)).select("p.person", "ORDER BY p.person")
    found: list[int] = eventstore.connect().query(sql, params).column("person").to_pylist()
    return found


def _members(statement: Statement, limit: int | None, after: int | None) -> list[Member]:
    beyond = f"AND p.person > {statement.bind.bind(after)} " if after is not None else ""
    only = f" LIMIT {limit:d}" if limit else ""
    sql, params = statement.select("p.person, p.key", f"{beyond}ORDER BY p.person{only}")
    rows = eventstore.connect().query(sql, params)
    pairs = zip(rows.column("person").to_pylist(), rows.column("key").to_pylist(), strict=True)
    return [Member(person, key) for person, key in pairs]


def _ids(statement: Statement) -> set[int]:
    sql, params = statement.select("p.person")
    return set(eventstore.connect().query(sql, params).column("person").to_pylist())


def _named(account: Account, ids: list[int]) -> tuple[Member, ...]:
    persons = Person.objects.of(account).in_bulk(ids)
    return tuple(Member(pk, persons[pk].key) for pk in ids if pk in persons)
