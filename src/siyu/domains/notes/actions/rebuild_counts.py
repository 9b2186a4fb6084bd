"""Count again what stands on notes and topics: the counters must equal what they count."""

from __future__ import annotations

from typing import Any

from django.db import connection

from siyu.domains.notes.models import Comment, Note, NoteTopic, NoteView, Reaction, Topic

_COUNTED = {
    "likes": (Reaction, "note_id", "kind = 'like'"),
    "collects": (Reaction, "note_id", "kind = 'collect'"),
    "shares": (Reaction, "note_id", "kind = 'share'"),
    "views": (NoteView, "note_id", "1 = 1"),
    "comments": (Comment, "note_id", "state = 'shown'"),
}


def rebuild_counts() -> int:
    """Put every counter right; answers how many rows had a wrong one. Each table in one statement."""
    mended = sum(_mend(Note, column, *source) for column, source in _COUNTED.items())
    mended += _mend(Topic, "notes", NoteTopic, "topic_id", "1 = 1")
    return mended + _mend(Comment, "replies", Comment, "parent_id", "state = 'shown'")


def _mend(counting: Any, column: str, counted: Any, key: str, fitting: str) -> int:
    """Names of our own models and columns only."""
    table, source = counting._meta.db_table, counted._meta.db_table  # noqa: SLF001
    count = f"(SELECT COUNT(*) FROM {source} s WHERE s.{key} = {table}.id AND s.{fitting})"  # noqa: S608
    count = count.replace("s.1 = 1", "1 = 1")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {count} WHERE {column} <> {count}")  # noqa: S608
        return int(cursor.rowcount)
