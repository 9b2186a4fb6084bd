"""Import facts in bulk from a file: persons by external key, each fact once however often the file comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.facts.reading.batches import batches
from siyu.domains.facts.reading.checks import checked
from siyu.domains.facts.reading.ids import FactIds
from siyu.domains.facts.reading.refusals import Refusals
from siyu.domains.fans.actions.known_persons import KnownPersons
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.platform import audit, eventstore
from siyu.platform.eventstore.schema import FACTS
from siyu.platform.outbox.statement import state

_PERSONS_A_MESSAGE: Final = 20_000


def import_events(account: Account, file: Path, *, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Read, check and store the facts of a file; answers `rows, new, duplicates, rejected, persons_new, seconds`.

    The file itself is the log: facts go to the event store at once, not through the outbox, and a run that was
    broken off is finished by running it again. `duplicates` are facts that were known by their id; they are replaced
    by what the file says. Raises Invalid for a file that is none of facts.
    """
    began, refusals = time.monotonic(), Refusals()
    persons, ids = KnownPersons(account), FactIds(account.pk)
    rows = new = right = 0
    touched = np.empty(0, dtype=np.int64)
    with ThreadPoolExecutor(1) as storing:  # the engine stores one batch while the next one is read
        stored: Future[int] | None = None
        for frame in filter(len, batches(file, refusals)):
            facts = checked(frame, account.time_zone, refusals)
            table, who = _table(account, facts, persons, ids)
            touched = np.union1d(touched, who)
            new += stored.result() if stored else 0
            stored = storing.submit(eventstore.connect().upsert, table)
            right += facts.height
            rows = right + refusals.count
            progress(rows)
        new += stored.result() if stored else 0
    _tell(account, file.name, touched.tolist(), new)
    return {
        "rows": right + refusals.count,
        "new": new,
        "duplicates": right - new,
        "rejected": sorted(refusals.listed, key=lambda each: each["row"]),
        "rejected_total": refusals.count,
        "persons_new": persons.made,
        "seconds": round(time.monotonic() - began, 3),
    }


def _table(
    account: Account, facts: pl.DataFrame, persons: KnownPersons, ids: FactIds
) -> tuple[pa.Table, np.ndarray[Any, Any]]:
    """One batch in the store's schema, and the persons in it."""
    who = persons.of(facts)
    whole = facts.with_columns(pl.lit(account.pk).alias("account"), who["person_id"], who["identity"])
    columns = whole.drop("person", "event_id").rename({"person_id": "person"}).to_arrow()
    table = columns.append_column("event_id", ids.of(facts)).select(FACTS.names).cast(FACTS)
    return table, np.unique(who["person_id"].to_numpy())


def _tell(account: Account, file_name: str, persons: list[int], new: int) -> None:
    """State whose figures may have changed, also when all facts were known: an earlier run may not have come so far."""
    for start in range(0, len(persons), _PERSONS_A_MESSAGE):
        with transaction.atomic():
            state(PERSONS_CHANGED, account.pk, persons=persons[start : start + _PERSONS_A_MESSAGE])
    if new:
        audit.record(
            account_id=account.pk, actor_id=None, act="events.imported", target=f"file:{file_name}"[:120], new=new
        )
