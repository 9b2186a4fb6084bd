"""Recompute standings from facts: everyone's with a fresh ruler, or some persons' with the kept one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import polars as pl
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import standing_frame as frames
from siyu.domains.fans.actions import standing_table as table
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.events import TIER_CHANGED, PersonFact, person_facts
from siyu.domains.fans.models import Person, Ruler
from siyu.domains.fans.queries.person_trees import chunks, home_identities
from siyu.domains.fans.queries.standing_sql import RFM_FIGURES, standing_sql
from siyu.domains.fans.types import Rebuilt
from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.db.bulk import trusted_keys
from siyu.platform.outbox.statement import state_facts

_FIGURES: Final = frozenset(
    {*frames.DERIVED, "days_since_last_order"} - {"stage"},
)
CHUNK: Final = 20_000
"""Rows of one transaction: other writers wait a second at most."""


def rebuild_standings(
    account: Account, persons: Sequence[int] | None = None, *, as_of: datetime | None = None, announce: bool = True
) -> Rebuilt:
    """Bring standings in line with the facts in the event store as of an instant (default now).

    With `persons` only theirs, measured by the kept ruler: for the same facts and ruler the rows are those of a full
    rebuild. Without, the ruler is measured anew. Rows that say the same stay untouched. A person whose tier is not
    what their earlier standing said gets a fact tier.changed, unless `announce` is off.
    """
    began, at = time.monotonic(), as_of or clock.now()
    ruler = None if persons is None else kept_ruler(account)
    if persons is not None and ruler is None:  # nothing was ever measured here
        persons = None
    fresh = _full(account, at) if persons is None or ruler is None else _some(account, at, persons, ruler)
    kept = table.kept_rows(account, persons)
    same = ["person", *frames.DERIVED]
    changed = fresh.join(kept.select(same), on=same, how="anti", nulls_equal=True) if kept.height else fresh
    _drop_strangers(account, fresh, kept)
    told = sum(
        _write(account, changed[start : start + CHUNK], at, announce) for start in range(0, changed.height, CHUNK)
    )
    return Rebuilt(fresh.height, changed.height, told, round(time.monotonic() - began, 3))


def kept_ruler(account: Account) -> frames.Measures | None:
    """The ruler of the last full rebuild, None when there was none."""
    row = Ruler.objects.filter(pk=account.pk).first()
    if row is None:
        return None
    return frames.Measures(row.buyers, row.typical_days, row.r_cuts, row.f_cuts, row.m_cuts, row.measured_at)


def _full(account: Account, at: datetime) -> pl.DataFrame:
    figures = _figures(account, at, None)
    ruler = frames.measure(figures, at)
    Ruler.objects.update_or_create(
        pk=account.pk,
        defaults={
            "buyers": ruler.buyers, "typical_days": ruler.typical_days, "r_cuts": ruler.r_cuts,
            "f_cuts": ruler.f_cuts, "m_cuts": ruler.m_cuts, "measured_at": at, "drift": 0,
        },
    )  # fmt: skip
    return _living(account, frames.standing_rows(figures, ruler, fans_conf(account)))


def _some(account: Account, at: datetime, persons: Sequence[int], ruler: frames.Measures) -> pl.DataFrame:
    figures = frames.with_scores(_figures(account, at, persons), ruler)
    return _living(account, frames.standing_rows(figures, ruler, fans_conf(account)))


def _figures(account: Account, at: datetime, persons: Sequence[int] | None) -> pl.DataFrame:
    """Figures of everyone with scores, or of some persons without."""
    names = sorted(_FIGURES if persons is None else _FIGURES - RFM_FIGURES)
    sql = standing_sql(account, at, names, only=persons)
    asked = f"WITH {sql.ctes} SELECT {', '.join(['person', *names])} FROM standing"  # noqa: S608 - names of our own
    return frames.figures_frame(eventstore.connect().query(asked, sql.params))


def _living(account: Account, rows: pl.DataFrame) -> pl.DataFrame:
    """Without persons whom the mirror still shows but who were merged away or erased meanwhile."""
    gone = set(Person.objects.of(account).filter(merged_into__isnull=False).values_list("pk", flat=True))
    return rows.filter(~pl.col("person").is_in(gone)) if gone else rows


def _drop_strangers(account: Account, fresh: pl.DataFrame, kept: pl.DataFrame) -> None:
    strangers = kept.join(fresh, on="person", how="anti")["person"].to_list()
    for batch in chunks(strangers, CHUNK):
        with transaction.atomic():
            table.delete_rows(account, batch)


def _write(account: Account, rows: pl.DataFrame, at: datetime, announce: bool) -> int:
    """Write one chunk and state its tier changes in the same transaction; a row computed later meanwhile stays."""
    with trusted_keys(), transaction.atomic():
        living = pl.Series(table.living_among(account, rows["person"].to_list()), dtype=pl.Int64)
        rows = rows.filter(pl.col("person").is_in(living.implode()))
        before = table.kept_rows(account, rows["person"].to_list(), lock=True)
        newer = before.filter(pl.col("computed_at") > clock.to_ms(at))["person"]
        rows = rows.filter(~pl.col("person").is_in(newer.implode())) if newer.len() else rows
        table.write_rows(account, rows, at)
        if not announce or not before.height:
            return 0
        moves = rows.join(before.select("person", old=pl.col("tier")), on="person")
        moves = moves.filter(pl.col("tier") != pl.col("old"))
        if not moves.height:
            return 0
        homes = home_identities(account, moves["person"].to_list())
        facts = (
            PersonFact(person, homes.get(person, 0), tier, {"old": old})
            for person, tier, old in moves.select("person", "tier", "old").iter_rows()
        )
        state_facts(account.pk, person_facts(account.pk, TIER_CHANGED, at, facts))
    return moves.height
