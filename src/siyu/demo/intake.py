"""Takes the demo's files in by the same actions as `siyu import orders` and `siyu import events`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction

from siyu.demo.book import make_book
from siyu.demo.crowd import make_crowd
from siyu.demo.facts import write_facts
from siyu.demo.spec import CHANNELS, Spec
from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import account_by_slug
from siyu.domains.fans.actions.import_events import import_events
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings
from siyu.domains.fans.models import Identity, Person
from siyu.domains.imports.actions.open_job import open_job
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.insights.actions.predict_account import predict_account
from siyu.domains.insights.errors import NotEnoughData
from siyu.platform.db import bulk
from siyu.platform.outbox.relay import deliver_all

_GAVE_BIRTHDAY = 3  # all but every third member


def take_orders(slug: str, file: Path, lines: Path | None = None) -> dict[str, Any]:
    """Import an export file as the command does: detect it, go on with a run that was killed; its counters."""
    job = run_import(open_job(account_by_slug(slug), file, lines).pk)
    return dict(job.counters)


def take_behaviour(slug: str, spec: Spec, folder: Path) -> dict[str, Any]:
    """Write the behaviour under the keys that the imported orders gave their people, and import it."""
    account, book = account_by_slug(slug), make_book(spec)
    known = _known_keys(account, book.orders)
    faces = book.crowd.faces.rename({"number": "person"})
    keys = faces.join(known, on="person", how="left").select("person", key=pl.coalesce("known", "nick"))
    write_facts(book, folder, keys)
    return import_events(account, folder / "behaviour.parquet")


def _known_keys(account: Account, orders: pl.DataFrame) -> pl.DataFrame:
    """For each buyer of the set the key of the person whom the importer made of their first order with a name."""
    rows = ImportedOrder.objects.of(account).filter(identity__isnull=False)
    found = pl.DataFrame(
        list(rows.values_list("channel", "order_no", "identity__person__key")),
        schema={"shop": pl.String, "order_no": pl.String, "known": pl.String},
        orient="row",
    )
    shop = pl.col("channel").replace_strict(dict(enumerate(CHANNELS)), return_dtype=pl.String)
    mine = orders.filter(pl.col("person") == pl.col("receiver")).with_columns(shop=shop)
    return mine.join(found, on=["shop", "order_no"]).sort("placed").group_by("person").agg(pl.col("known").first())


def note_birthdays(slug: str, spec: Spec) -> None:
    """Put in the birthdays that members of the private shop gave; no customer export brings them yet."""
    account, crowd = account_by_slug(slug), make_crowd(spec)
    given = dict(crowd.faces.filter(pl.col("number") % _GAVE_BIRTHDAY > 0).select("nick", "birthday_md").iter_rows())
    members = Identity.objects.of(account).filter(channel="youzan", kind=Identity.Kind.NICK)
    nicks = members.values_list("value", "person_id")
    with transaction.atomic():
        bulk.update_rows(Person, ("birthday_md",), [(given[nick], person) for nick, person in nicks if nick in given])


def work_out(slug: str, *, predict: bool = True) -> None:
    """Bring every fact to the event store, then standings and (for more than a handful of buyers) predictions."""
    account = account_by_slug(slug)
    deliver_all()
    mirror_persons(account)
    rebuild_standings(account)
    if predict:
        with suppress(NotEnoughData):  # a very small brand; the run keeps the reason for the page
            predict_account(account)
    deliver_all()
