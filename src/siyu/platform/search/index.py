"""Put things into the index and take them out, inside the transaction that changes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from siyu.kernel.text import plain_letters
from siyu.platform.search.grams import as_ascii, grams
from siyu.platform.search.models import SearchEntry

TITLE_LENGTH = 200


@dataclass(frozen=True)
class Entry:
    """What is to be found: `object_id` is public, `text` what people may look for beside the title."""

    object_id: str
    title: str
    text: str = ""
    account_id: int = 0
    heat: float = 0.0


def put(kind: str, entries: Sequence[Entry]) -> None:
    """Index things of a kind, or index them anew; the same entry twice changes nothing."""
    if not entries:
        return
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(
                kind=kind, object_id=entry.object_id, account_id=entry.account_id, heat=entry.heat,
                title=plain_letters(entry.title)[:TITLE_LENGTH], text=plain_letters(entry.text),
            )
            for entry in entries
        ],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["account_id", "heat", "title", "text"],
    )  # fmt: skip
    found = SearchEntry.objects.filter(kind=kind, object_id__in=[entry.object_id for entry in entries])
    _store(list(found.values_list("pk", "title", "text")))


def set_heat(kind: str, heat: dict[str, float]) -> None:
    """Change what orders equals, without touching the letters."""
    rows = list(SearchEntry.objects.filter(kind=kind, object_id__in=list(heat)))
    for row in rows:
        row.heat = heat[row.object_id]
    SearchEntry.objects.bulk_update(rows, ["heat"], batch_size=500)


def remove(kind: str, object_ids: Collection[str]) -> None:
    """Take things out of the index; what is not there is no mistake."""
    gone = SearchEntry.objects.filter(kind=kind, object_id__in=object_ids)
    if connection.vendor != "postgresql":
        ids = list(gone.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_grams WHERE rowid = %s", [(pk,) for pk in ids])
    gone.delete()


def _store(rows: list[tuple[int, str, str]]) -> None:
    letters = [(pk, grams(f"{title} {text}")) for pk, title, text in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_searchentry SET grams = array_to_tsvector(%s) WHERE id = %s",
                [(sorted(found), pk) for pk, found in letters],
            )
        else:
            cursor.executemany("DELETE FROM search_grams WHERE rowid = %s", [(pk,) for pk, _ in letters])
            cursor.executemany(
                "INSERT INTO search_grams (rowid, grams) VALUES (%s, %s)",
                [(pk, " ".join(as_ascii(found))) for pk, found in letters],
            )
