"""Who is in a segment, as of any instant: count, members, sample, changes."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person, Standing
from siyu.domains.segments.compiler.scope import Scope
from siyu.domains.segments.compiler.walk import Statement, compile_tree
from siyu.domains.segments.queries.segments import saved_trees
from siyu.domains.segments.tree.expand import expand
from siyu.domains.segments.tree.nodes import Node, SegmentCondition, conditions
from siyu.domains.segments.tree.parse import parse_tree
from siyu.domains.segments.types import Changes, Counted, Member, Members, Sampled, Tree
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.kernel.paging import decode_cursor, encode_cursor
from siyu.platform import eventstore

MOST_MEMBERS = 1_000_000


def count(account: Account, tree: Tree, as_of: datetime | None = None) -> Counted:
    """How many persons of the account are in the tree as of an instant (default now). Raises InvalidTree."""
    began = perf_counter()
    scope = scope_at(account, as_of)
    statement = compile_tree(resolve(account, tree), scope)
    sql, params = statement.select(f"count(*) AS inside, {statement.everybody()} AS everybody")
    row = eventstore.connect().query(sql, params).to_pylist()[0]
    return Counted(row["inside"], row["everybody"], scope.as_of, perf_counter() - began)


def members(
    account: Account, tree: Tree, as_of: datetime | None = None, *, limit: int = 100, cursor: str | None = None
) -> Members:
    """One page of members by ascending person id. Raises InvalidTree, ValueError for a broken cursor."""
    scope = scope_at(account, as_of)
    statement = compile_tree(resolve(account, tree), scope)
    wanted = max(1, min(limit, MOST_MEMBERS))
    after = decode_cursor(cursor, 1)[0] if cursor else None
    found = _members(statement, wanted + 1, after)
    more = encode_cursor(found[wanted - 1].person_id) if len(found) > wanted else None
    return Members(tuple(found[:wanted]), more, scope.as_of)


def sample(account: Account, tree: Tree, n: int = 10, as_of: datetime | None = None) -> list[Sampled]:
    """Some members with name and standing, the same ones for the same facts. Raises InvalidTree."""
    statement = compile_tree(resolve(account, tree), scope_at(account, as_of))
    # A multiplicative hash spreads the sample over old and new persons alike, and over engines the same.
    sql, params = statement.select("p.person", f"ORDER BY (p.person * 2654435761) % 4294967296, p.person LIMIT {n:d}")
    ids = eventstore.connect().query(sql, params).column("person").to_pylist()
    persons = Person.objects.of(account).in_bulk(ids)
    standings = Standing.objects.of(account).in_bulk(ids)
    return [_sampled(persons[pk], standings.get(pk)) for pk in ids if pk in persons]


def changes(account: Account, tree: Tree, since: datetime, until: datetime | None = None, *, n: int = 10) -> Changes:
    """Who entered and who left between two instants (until: default now). Raises InvalidTree, Invalid."""
    node = resolve(account, tree)
    before, after = (set(_ids(compile_tree(node, scope_at(account, at)))) for at in (since, until))
    entered, left = sorted(after - before), sorted(before - after)
    return Changes(
        since=since,
        until=scope_at(account, until).as_of,
        entered=len(entered),
        left=len(left),
        entered_sample=_named(account, entered[:n]),
        left_sample=_named(account, left[:n]),
    )


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


def _members(statement: Statement, limit: int, after: int | None) -> list[Member]:
    beyond = f"AND p.person > {statement.bind.bind(after)} " if after is not None else ""
    sql, params = statement.select("p.person, p.key", f"{beyond}ORDER BY p.person LIMIT {limit:d}")
    rows = eventstore.connect().query(sql, params)
    pairs = zip(rows.column("person").to_pylist(), rows.column("key").to_pylist(), strict=True)
    return [Member(person, key) for person, key in pairs]


def _ids(statement: Statement) -> list[int]:
    sql, params = statement.select("p.person")
    ids: list[int] = eventstore.connect().query(sql, params).column("person").to_pylist()
    return ids


def _named(account: Account, ids: list[int]) -> tuple[Member, ...]:
    persons = Person.objects.of(account).in_bulk(ids)
    return tuple(Member(pk, persons[pk].key) for pk in ids if pk in persons)


def _sampled(person: Person, standing: Standing | None) -> Sampled:
    return Sampled(
        person_id=person.pk,
        key=person.key,
        name=person.name,
        tier=standing.tier if standing else "",
        orders=standing.orders if standing else 0,
        net_paid_fen=standing.net_paid_fen if standing else 0,
        last_order_at=standing.last_order_at if standing else None,
    )
