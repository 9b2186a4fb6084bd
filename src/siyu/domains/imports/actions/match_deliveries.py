"""After an import: compare where its orders went with what is known, and have humans look at who may be one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.note_deliveries import Seen, note_deliveries
from siyu.domains.fans.actions.propose_matches import Proposed, propose_matches
from siyu.domains.fans.queries.identity_owners import identity_owners
from siyu.domains.imports.actions import job_files
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.types import Layout

_PART = "*.parquet"
_AT_ONCE = 20_000


def gather_deliveries(folder: Path, place: int, orders: pl.DataFrame, layout: Layout) -> None:
    """Put aside where the orders of a chunk went: masked number, receiver, city, and the buyer's first trace."""
    needed = pl.all_horizontal(pl.col("phone_shown", "receiver", "city").is_not_null())
    named = pl.any_horizontal(pl.col("buyer", "email", "phone").is_not_null())
    kinds = pl.when(pl.col("buyer").is_not_null()).then(pl.lit(layout.buyer_kind))
    found = orders.filter(needed & named).select(
        kind=kinds.when(pl.col("email").is_not_null()).then(pl.lit("email")).otherwise(pl.lit("phone")),
        value=pl.coalesce("buyer", "email", "phone"),
        scope=pl.lit(layout.scope),
        phone="phone_shown",
        whole=pl.col("phone").is_not_null(),
        receiver="receiver",
        city="city",
    )
    if found.height:
        parts = folder / "deliveries"
        parts.mkdir(mode=0o700, exist_ok=True)
        found.unique().write_parquet(parts / f"{place:06d}.parquet", compression="lz4")


def hand_over_deliveries(job: ImportJob, folder: Path) -> bool:
    """Move what was put aside to where `match_deliveries` finds it; answers whether there is any. May come twice.

    The parts are moved as they are: read together they would take more memory than all the rest of a large import.
    """
    target = job_files.deliveries_folder(job)
    if (folder / "deliveries").exists():
        (folder / "deliveries").rename(target)
    return target.exists()


def match_deliveries(job_id: int) -> Proposed:
    """Keep the deliveries of a finished import and compare them; says on the job what came out. May come twice."""
    jobs = ImportJob.objects.unscoped("deliveries of all accounts are compared")
    job: ImportJob = jobs.select_related("account").get(pk=job_id)
    folder = job_files.deliveries_folder(job)
    note_deliveries(job.account, _seen(job.account, _distinct(folder)))
    job_files.remove(folder)
    proposed = propose_matches(job.account, source=f"import:{job.pk}")
    told = {"possible_matches": proposed.reviews, "crowded_matches": proposed.crowded}
    with transaction.atomic():
        job = ImportJob.objects.of(job.account).select_for_update().get(pk=job_id)
        job.warnings += [{"kind": kind, "count": n, "example": ""} for kind, n in told.items() if n]
        job.save(update_fields=["warnings"])
    return proposed


def _distinct(folder: Path) -> Iterator[pl.DataFrame]:
    """The deliveries part by part, each once: a buyer of many orders is in many parts."""
    met = pl.Series(dtype=pl.UInt64)
    for part in sorted(folder.glob(_PART)):
        rows = pl.read_parquet(part, memory_map=False)
        rows = rows.with_columns(mark=rows.hash_rows()).filter(~pl.col("mark").is_in(met.implode()))
        met = pl.concat([met, rows["mark"]])
        yield rows


def _seen(account: Account, parts: Iterator[pl.DataFrame]) -> Iterator[Seen]:
    for part in parts:
        for (kind, scope), rows in part.group_by("kind", "scope", maintain_order=True):
            for start in range(0, rows.height, _AT_ONCE):
                yield from _identified(account, str(kind), str(scope), rows.slice(start, _AT_ONCE))


def _identified(account: Account, kind: str, scope: str, rows: pl.DataFrame) -> Iterator[Seen]:
    owners = identity_owners(account, kind, scope if kind == "nick" else "", rows["value"].unique().to_list())
    identities = {value: identity for value, identity, _person in owners}
    told = rows.select("value", "phone", "whole", "receiver", "city")
    for value, phone, whole, receiver, city in told.iter_rows():
        if value in identities:
            yield Seen(identities[value], scope, phone, whole, receiver, city)
