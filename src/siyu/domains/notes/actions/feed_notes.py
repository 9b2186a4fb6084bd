"""Bring feeds and search in line with notes: what is published stands in both, all else in neither."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from siyu.domains.notes.models import FeedAccount, FeedEntry, Note
from siyu.domains.notes.queries.found import account_entry, note_entry, topic_entries
from siyu.domains.notes.ranking.heat import factor_of, heat
from siyu.platform.search import index

AT_ONCE: Final = 500
_WHY: Final = "feeds hold notes of all accounts"
_COUNTS: Final = ("views", "likes", "collects", "comments", "shares")


def feed_notes(public_ids: Collection[str]) -> None:
    """Enter these notes, or take them out, by the state they are in now. May come twice."""
    notes = list(Note.objects.unscoped(_WHY).select_related("account").filter(public_id__in=public_ids))
    shown = [note for note in notes if note.state == Note.State.PUBLISHED and note.published_at is not None]
    gone = {*public_ids} - {note.public_id for note in shown}
    with transaction.atomic():
        _enter(shown)
        FeedEntry.objects.filter(note__public_id__in=gone).delete()
        index.remove("note", gone)
        index.put("note", [note_entry(note) for note in shown])
        index.put("account", [account_entry(account) for account in {note.account for note in notes}])
        index.put("topic", topic_entries(shown))


def warm_notes(public_ids: Collection[str]) -> int:
    """Give notes the heat that their counters make now; answers how many stand in feeds."""
    rows = FeedEntry.objects.select_related("note").filter(note__public_id__in=public_ids)
    return _warm(rows)


def rebuild_feed() -> int:
    """Every night: enter what is missing, take out what should not be there, warm all; answers how many stand there."""
    every = Note.objects.unscoped(_WHY)
    FeedEntry.objects.exclude(note__state=Note.State.PUBLISHED).delete()
    published = every.filter(state=Note.State.PUBLISHED, published_at__isnull=False)
    missing = published.exclude(pk__in=FeedEntry.objects.values("note_id")).values_list("public_id", flat=True)
    for batch in _batches(list(missing)):
        feed_notes(batch)
    total, last = 0, 0
    while rows := list(FeedEntry.objects.select_related("note").filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        total += _warm(rows)
        last = rows[-1].pk
    return total


def move_heat(account_id: int, before: float, after: float) -> None:
    """Let an account's notes follow its fan value; `before` and `after` are logarithms to 2 of its factor."""
    FeedEntry.objects.filter(account_id=account_id).update(heat=F("heat") + (after - before))


def _enter(notes: Sequence[Note]) -> None:
    known = FeedAccount.objects.in_bulk({note.account_id for note in notes})
    FeedEntry.objects.bulk_create(
        [
            FeedEntry(
                note=note,
                account_id=note.account_id,
                ordinary=known[note.account_id].ordinary if note.account_id in known else True,
                pictured=note.cover_id is not None,
                heat=_heat_of(note, known.get(note.account_id)),
            )
            for note in notes
        ],
        update_conflicts=True,
        unique_fields=["note"],
        update_fields=["heat", "pictured", "ordinary"],
    )


def _warm(rows: Iterable[FeedEntry]) -> int:
    found = list(rows)
    known = FeedAccount.objects.in_bulk({row.account_id for row in found})
    for row in found:
        row.heat = _heat_of(row.note, known.get(row.account_id))
    FeedEntry.objects.bulk_update(found, ["heat"], batch_size=AT_ONCE)
    index.set_heat("note", {row.note.public_id: row.heat for row in found})
    return len(found)


def _heat_of(note: Note, account: FeedAccount | None) -> float:
    assert note.published_at is not None
    counts = {name: getattr(note, name) for name in _COUNTS}
    return heat(counts, note.published_at, factor_of(account.value if account else None))


def _batches(ids: list[Any]) -> Iterable[list[Any]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
