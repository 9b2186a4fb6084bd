"""Bulk One-ID, the plain case: buyers none of whose names anyone has borne so far each become a person of their own.

Most buyers of a first import are such; deciding about them one by one took half of the matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl
from django.db import connection

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.platform.db import bulk

_PHONE: Final = Identity.Kind.PHONE.value
_TOLD: Final = ("stranger", "name", "phone_masked", "city", "row", "order", "seen")


class Way(NamedTuple):
    """A column that holds one kind of name: `value` as it is kept, `shown` as people read it."""

    value: str
    kind: str
    channel: str
    shown: str


def add_strangers(account: Account, claims: pl.DataFrame, ways: Sequence[Way], *, source: str) -> pl.DataFrame:
    """For each claim `person` and `identity` (of its first key): made where nothing is to be decided, null elsewhere.

    `claims` has the columns of `ways` (the most telling first) and `stranger` (no key is known), `name`,
    `phone_masked`, `city`, `row`, `order`, `seen` (UTC text). A claim leaves nothing to decide if it is a stranger's,
    shares no key with another claim, and its external key is free: then `match_identities` would make the same person,
    and takes the rest afterwards. Call inside a transaction that holds the account.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("add strangers inside the transaction that uses them")
    kept = {*_TOLD, *(way.value for way in ways), *(way.shown for way in ways)}
    claims = claims.select(*sorted(kept), key=_external_key(ways)).with_row_index("claim")
    alone = pl.all_horizontal(pl.col(way.value).is_null() | pl.col(way.value).is_unique() for way in ways)
    plain = claims.filter(pl.col("stranger") & alone & pl.col("key").is_unique())
    taken = bulk.lookup(Person, "key", plain["key"].to_list(), ("key",), {"account_id": account.pk})
    if taken:
        plain = plain.filter(~pl.col("key").is_in([key for (key,) in taken]))
    plain = plain.sort("key")  # neighbours in the indexes: of keys, and of whose the identities are
    plain = plain.with_columns(person=pl.Series(bulk.reserve_ids(Person, plain.height), dtype=pl.Int64))
    persons = plain.select("key", "name", "phone_masked", "city", id="person", created_at="seen")
    bulk.insert_columns(Person, persons.to_dict(as_series=False), same={"account_id": account.pk})
    plain = _add_identities(account, plain, ways, source)
    made = plain.select("claim", "person", "identity")
    return claims.select("claim").join(made, on="claim", how="left", maintain_order="left").drop("claim")


def _external_key(ways: Sequence[Way]) -> pl.Expr:
    """The name a new person is known by to files: the first key (`match_identities` falls back on longer ones)."""
    return pl.coalesce(
        pl.concat_str(pl.lit("phone:"), pl.col(way.value).str.slice(0, 16)) if way.kind == _PHONE else way.value
        for way in ways
    )


def _add_identities(account: Account, plain: pl.DataFrame, ways: Sequence[Way], source: str) -> pl.DataFrame:
    """Write each key with its evidence; adds the id of each claim's first identity."""
    evidence = pl.struct(pl.lit(source).alias("source"), "row", "order").struct.json_encode()
    plain = plain.with_columns(evidence=evidence, identity=pl.lit(None, dtype=pl.Int64))
    counts = [plain.height - plain[way.value].null_count() for way in ways]
    ids = pl.Series(bulk.reserve_ids(Identity, sum(counts)), dtype=pl.Int64)
    for place, way in enumerate(ways):
        if not counts[place]:
            continue
        own = ids.slice(sum(counts[:place]), counts[place])
        keys = plain.filter(pl.col(way.value).is_not_null()).sort(way.value).with_columns(id=own)
        identities = keys.select(
            "id", "evidence", person_id="person", value=way.value, shown=way.shown, first_seen_at="seen"
        )
        same = {"account_id": account.pk, "kind": way.kind, "channel": way.channel}
        bulk.insert_columns(Identity, identities.to_dict(as_series=False), same=same)
        plain = plain.join(keys.select("claim", "id"), on="claim", how="left", maintain_order="left")
        plain = plain.with_columns(identity=pl.coalesce("identity", "id")).drop("id")
    return plain
