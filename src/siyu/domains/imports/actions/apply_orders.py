"""The third step of an import: a chunk of orders into the database, their facts into the outbox, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import polars as pl

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.add_strangers import Way, add_strangers
from siyu.domains.fans.actions.match_identities import Claim, Key, Matched, TrialMatches, match_identities
from siyu.domains.fans.actions.note_first_seen import note_first_seen
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.domains.fans.models import Identity
from siyu.domains.fans.queries.identity_owners import identity_owners
from siyu.domains.imports import events
from siyu.domains.imports.actions.store_orders import OrderStore
from siyu.domains.imports.models import ImportedOrder, ImportJob
from siyu.domains.imports.types import Layout
from siyu.platform.db import bulk
from siyu.platform.outbox.statement import state, state_facts


@dataclass
class Applied:
    """What one chunk came to."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    persons_new: int = 0
    reviews: int = 0
    persons: np.ndarray[Any, Any] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


def apply_orders(
    account: Account, job: ImportJob, layout: Layout, orders: pl.DataFrame, lines: pl.DataFrame, store: OrderStore
) -> Applied:
    """Match, write and state one chunk; call inside a transaction. Orders that say nothing new are left alone."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)  # one import or merge at a time
    orders = _with_known(account, orders)
    same = (pl.col("known_hash") == pl.col("content_hash")).fill_null(value=False)
    fresh = orders.filter(~same)
    applied = Applied(unchanged=_real(orders.filter(same)))
    people = [_persons_of(account, orders.filter(same)["known_identity"].drop_nulls().unique().to_list())]
    if fresh.height:
        fresh, matched_new, reviews, touched = _matched(account, job, layout, fresh)
        applied.persons_new, applied.reviews = len(matched_new), reviews
        people.append(fresh["person"].filter(fresh["person"] > 0).to_numpy())
        changed = fresh.filter(pl.col("id").is_not_null())
        applied.updated, applied.new = _real(changed), _real(fresh) - _real(changed)
        before = store.stored(account, changed)
        store.write(account, job, fresh, lines)
        _state(account, fresh, before)
        gone = set(before["person"].to_list()) - {0} if before is not None else set()
        if touched | gone:
            state(PERSONS_CHANGED, account.pk, persons=sorted(touched | gone))
    applied.persons = np.unique(np.concatenate(people))
    return applied


def try_orders(account: Account, layout: Layout, orders: pl.DataFrame, trial: TrialMatches) -> Applied:
    """What applying the next chunk would come to; reads only, and takes no lock."""
    orders = _with_known(account, orders)
    same = (pl.col("known_hash") == pl.col("content_hash")).fill_null(value=False)
    fresh = orders.filter(~same)
    applied = Applied(unchanged=_real(orders.filter(same)))
    people = [_persons_of(account, orders.filter(same)["known_identity"].drop_nulls().unique().to_list())]
    if fresh.height:
        fresh, matched = _owned(account, layout, fresh, trial.match)
        applied.persons_new, applied.reviews = len(matched.new), matched.reviews
        people.append(fresh["person"].filter(fresh["person"] != 0).to_numpy())
        applied.updated = _real(fresh.filter(pl.col("id").is_not_null()))
        applied.new = _real(fresh) - applied.updated
    applied.persons = np.unique(np.concatenate(people))
    return applied


def _real(orders: pl.DataFrame) -> int:
    return orders.height - int(orders["refund_only"].sum())


def _with_known(account: Account, orders: pl.DataFrame) -> pl.DataFrame:
    """Add id, hash and identity of the orders that are kept already."""
    found: list[tuple[Any, ...]] = []
    for channel, numbers in orders.group_by("channel", maintain_order=True).agg("order_no").iter_rows():
        rows = bulk.lookup(
            ImportedOrder,
            "order_no",
            numbers,
            ("order_no", "id", "content_hash", "identity_id"),
            {"account_id": account.pk, "channel": channel},
        )
        found.extend((channel, *row) for row in rows)
    schema = {
        "channel": pl.String, "order_no": pl.String, "id": pl.Int64, "known_hash": pl.Int64, "known_identity": pl.Int64,
    }  # fmt: skip
    known = pl.DataFrame(found, schema=schema, orient="row")
    return orders.join(known, on=["channel", "order_no"], how="left", maintain_order="left")


def _persons_of(account: Account, identities: list[int]) -> np.ndarray[Any, Any]:
    rows = bulk.lookup(Identity, "id", identities, ("person_id",), {"account_id": account.pk})
    return np.array([row[0] for row in rows], dtype=np.int64)


_TRACES: Final = ["buyer", "phone", "email"]
_SECOND: Final = "%Y-%m-%d %H:%M:%S"
_UNKNOWN_TIME: Final = "1990-01-01 00:00:00"


def _matched(
    account: Account, job: ImportJob, layout: Layout, orders: pl.DataFrame
) -> tuple[pl.DataFrame, set[int], int, set[int]]:
    """Add person and identity, and note since when they are known."""
    source = f"import:{job.pk}"
    orders, matched = _owned(
        account, layout, orders, lambda claims: match_identities(account, claims, source=source), strangers_of=source
    )
    doubted = orders.filter(~pl.col("person").is_in(_surely_new(matched).implode()))
    note_first_seen(account, _first_seen(doubted, "person"), _first_seen(doubted, "identity"))
    return orders, matched.new, matched.reviews, matched.changed


def _owned(
    account: Account,
    layout: Layout,
    orders: pl.DataFrame,
    match: Callable[[list[Claim]], Matched],
    *,
    strangers_of: str = "",
) -> tuple[pl.DataFrame, Matched]:
    """Add person and identity (0 for anonymous orders); each distinct set of traces is one claim.

    `strangers_of`: the source under which buyers nobody knows yet are made at once, before the others are matched.
    """
    distinct = (
        orders.with_columns(seen=pl.col("ordered_at").min().over(_TRACES))
        .unique(subset=_TRACES, keep="first", maintain_order=True)
        .filter(pl.any_horizontal(pl.col(_TRACES).is_not_null()))
    )
    known, open_ = _already_known(account, layout, distinct)
    added, open_ = _strangers(account, layout, open_, strangers_of) if strangers_of else (known.head(0), open_)
    matched = match(_claims(layout, open_))
    decided = open_.select(_TRACES).with_columns(
        person=pl.Series(matched.persons, dtype=pl.Int64), identity=pl.Series(matched.identities, dtype=pl.Int64)
    )
    owners = pl.concat([known, added, decided])
    _tell(matched, added)
    orders = orders.join(owners, on=_TRACES, how="left", nulls_equal=True, maintain_order="left")
    return _with_kept_owner(account, orders), matched


def _strangers(account: Account, layout: Layout, open_: pl.DataFrame, source: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make those who leave nothing to decide at once; answers their owners, and who is left."""
    claims = open_.with_columns(
        stranger=pl.all_horizontal(pl.col(f"{name}_of").is_null() for name in _TRACES),
        order="order_no",
        phone_masked=pl.col("phone_shown").fill_null(""),
        name=_shown_name(layout),
        city=pl.col("city").fill_null(""),
        seen=pl.col("seen").dt.to_string(_SECOND).fill_null(_UNKNOWN_TIME),
    )
    ways = [
        Way(name, kind, channel, "phone_masked" if name == "phone" else name) for name, kind, channel in _ways(layout)
    ]
    owners = add_strangers(account, claims, ways, source=source)
    made = owners["person"].is_not_null()
    return open_.select(*_TRACES, *owners).filter(made), open_.filter(~made)


def _tell(matched: Matched, added: pl.DataFrame) -> None:
    """Count those made at once among the matched."""
    persons = added["person"].to_list()
    matched.persons += persons
    matched.identities += added["identity"].to_list()
    matched.new.update(persons)
    matched.changed.update(persons)


def _surely_new(matched: Matched) -> pl.Series:
    """Persons made by this chunk from one claim: they stand with the earliest time already."""
    persons = pl.Series(matched.persons, dtype=pl.Int64)
    return persons.filter(persons.is_unique() & persons.is_in(pl.Series(list(matched.new), dtype=pl.Int64).implode()))


def _first_seen(orders: pl.DataFrame, column: str) -> dict[int, str]:
    """The earliest order of each person or identity, as UTC text."""
    known = orders.filter((pl.col(column) > 0) & pl.col("ordered_at").is_not_null())
    return dict(known.group_by(column).agg(pl.col("ordered_at").min().dt.to_string(_SECOND)).iter_rows())


def _already_known(account: Account, layout: Layout, distinct: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Traces all of which are known as one person's need no deciding; the rest does."""
    ways = _ways(layout)
    for name, kind_of, channel in ways:
        values = distinct[name].drop_nulls().unique().to_list()
        found = identity_owners(account, kind_of, channel, values) if values else []
        schema = {name: pl.String, f"{name}_id": pl.Int64, f"{name}_of": pl.Int64}
        distinct = distinct.join(
            pl.DataFrame(found, schema=schema, orient="row"), on=name, how="left", maintain_order="left"
        )
    owners = [f"{name}_of" for name, *_ in ways]
    person = pl.max_horizontal(owners)
    settled = (person == pl.min_horizontal(owners)) & pl.all_horizontal(
        pl.col(name).is_null() | pl.col(f"{name}_of").is_not_null() for name, *_ in ways
    )
    is_known = distinct.select(settled.fill_null(value=False)).to_series()
    identity = pl.coalesce("buyer_id", "email_id", "phone_id")
    return distinct.filter(is_known).select(*_TRACES, person=person, identity=identity), distinct.filter(~is_known)


def _with_kept_owner(account: Account, orders: pl.DataFrame) -> pl.DataFrame:
    """A newer export that hides the buyer does not make an order anonymous."""
    lost = orders.filter(pl.col("identity").is_null() & pl.col("known_identity").is_not_null())
    if lost.height:
        ids = lost["known_identity"].unique().to_list()
        rows = bulk.lookup(Identity, "id", ids, ("id", "person_id"), {"account_id": account.pk})
        kept = pl.DataFrame(rows, schema={"known_identity": pl.Int64, "kept": pl.Int64}, orient="row")
        orders = orders.join(kept, on="known_identity", how="left", maintain_order="left").with_columns(
            person=pl.coalesce("person", "kept"), identity=pl.coalesce("identity", "known_identity")
        )
    return orders.with_columns(pl.col("person", "identity").fill_null(0))


def _buyer_kind(layout: Layout) -> tuple[str, str]:
    return layout.buyer_kind, layout.scope if layout.buyer_kind == "nick" else ""


def _ways(layout: Layout) -> tuple[tuple[str, str, str], ...]:
    """(column, kind, channel) of the traces, the most telling first."""
    return (("buyer", *_buyer_kind(layout)), ("email", "email", ""), ("phone", "phone", ""))


def _shown_name(layout: Layout) -> pl.Expr:
    """What a new fan is called: the buyer's name where people chose it, else the receiver's."""
    chosen = layout.buyer_kind == "nick" and not layout.buyer_is_number
    best = ("buyer", "name") if chosen else ("name", "buyer")
    return pl.coalesce(*best, pl.lit(""))


def _claims(layout: Layout, distinct: pl.DataFrame) -> list[Claim]:
    kind, scope = _buyer_kind(layout)
    seen = distinct["seen"].dt.to_string(_SECOND).fill_null(_UNKNOWN_TIME)
    columns = [
        *(distinct[name].to_list() for name in ("buyer", "phone", "email")),
        *(distinct[name].fill_null("").to_list() for name in ("phone_shown", "city", "order_no")),
        distinct.select(_shown_name(layout)).to_series().to_list(),
        distinct["row"].to_list(),
        seen.to_list(),
    ]
    claims = []
    for buyer, phone, email, masked, city, order, name, row, at in zip(*columns, strict=True):
        keys = []
        if buyer:
            keys.append(Key(kind, scope, buyer, buyer))
        if email:
            keys.append(Key("email", "", email, email))
        if phone:
            keys.append(Key("phone", "", phone, masked))
        claims.append(Claim(tuple(keys), at, name, masked, city, row, order))
    return claims


def _state(account: Account, orders: pl.DataFrame, before: pl.DataFrame | None) -> None:
    facts = events.facts_of(account.pk, orders)
    if before is not None and before.height:
        gone = events.withdrawn(events.facts_of(account.pk, before), facts)
        facts = pl.concat([facts, gone.select(facts.columns)])
    state_facts(account.pk, events.as_table(facts))
