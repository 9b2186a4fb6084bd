"""Find things: every word of the query must stand in them; the best and hottest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import connection

from siyu.platform.search.grams import as_ascii, asked, words

CANDIDATES: Final = 1_000
"""Of a query that more things match than this, the newest are ranked: one letter matches half of everything."""
WORDS_MOST: Final = 8
_ON_POSTGRESQL: Final = """
    SELECT e.id, e.object_id, e.title, e.text, e.heat FROM search_searchentry e
    WHERE e.grams @@ %s::tsquery AND e.kind = %s AND (%s = 0 OR e.account_id = %s) ORDER BY e.id DESC LIMIT %s
"""
_ON_SQLITE: Final = """
    SELECT e.id, e.object_id, e.title, e.text, e.heat
    FROM search_grams CROSS JOIN search_searchentry e ON e.id = search_grams.rowid
    WHERE search_grams MATCH %s AND e.kind = %s AND (%s = 0 OR e.account_id = %s)
    ORDER BY search_grams.rowid DESC LIMIT %s
"""


@dataclass(frozen=True)
class Hit:
    """One thing found; `exact` tells whether it holds every word of the query in one piece."""

    kind: str
    object_id: str
    exact: bool


def find(query: str, kind: str, *, account_id: int = 0, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Things of a kind that hold every word of the query: title before text, then heat, then the newest.

    Words are letters and digits in plain form (traditional, full-width and upper case find the same); anything that
    holds a word is found, also in the middle of another word. No words find nothing. `account_id` 0: in all accounts.
    """
    asked_words = words(query)[:WORDS_MOST]
    if not asked_words:
        return []
    wanted = sorted(set().union(*map(asked, asked_words)))
    sql, match = _candidates(wanted)
    held, held_params = _held(asked_words)
    statement = f"""
        WITH candidate AS ({sql})
        SELECT object_id, {held} AS held FROM candidate
        ORDER BY held DESC, heat DESC, id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - made of constants; every value is a parameter
    with connection.cursor() as cursor:
        cursor.execute(statement, [match, kind, account_id, account_id, CANDIDATES, *held_params, limit, offset])
        return [Hit(kind, object_id, exact=held >= len(asked_words)) for object_id, held in cursor.fetchall()]


def _candidates(wanted: list[str]) -> tuple[str, str]:
    """The statement that finds what has all these grams, and its query."""
    if connection.vendor == "postgresql":
        quoted = (gram.replace("'", "''").replace("\\", "\\\\") for gram in wanted)
        return _ON_POSTGRESQL, " & ".join(f"'{gram}'" for gram in quoted)
    return _ON_SQLITE, " AND ".join(f'"{gram}"' for gram in as_ascii(wanted))


def _held(asked_words: list[str]) -> tuple[str, list[str]]:
    """How well a candidate holds the words: each counts one in the text and a hundred in the title."""
    position = "strpos" if connection.vendor == "postgresql" else "instr"
    each = f"(CASE WHEN {position}(title, %s) > 0 THEN 100 WHEN {position}(text, %s) > 0 THEN 1 ELSE -1000 END)"
    return " + ".join([each] * len(asked_words)), [word for word in asked_words for _ in range(2)]
