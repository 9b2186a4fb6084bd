"""One person's facts, newest first, page by page; and how often each kind befell them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from siyu.domains.facts.kinds import BY_CODE, KINDS, Kind
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_cursor, encode_cursor
from siyu.platform import eventstore

_WINDOWS: Final = (timedelta(days=62), timedelta(days=366), None)
"""How far back each look goes. Facts lie by month in the store, so a short look skips most of it."""
_COLUMNS: Final = "event_id, happened_at, kind, channel, object_type, object_id, amount_fen, props"
_PAGE: Final = f"""
SELECT {_COLUMNS} FROM facts
WHERE account = $account AND person = $person AND happened_at <= $until AND happened_at > $since
  AND ($all_kinds OR list_contains($kinds, kind))
  AND (happened_at < $until OR event_id < $before)
ORDER BY happened_at DESC, event_id DESC LIMIT $limit
"""  # noqa: S608 - no value is written into the text
_COUNTS: Final = """
SELECT kind, count(*)::BIGINT AS facts FROM facts WHERE account = $account AND person = $person
GROUP BY kind ORDER BY facts DESC, kind
"""
_BEGINNING: Final = datetime(1, 1, 1)  # noqa: DTZ001 - the store's instants are naive UTC
_LAST_ID: Final = UUID(int=(1 << 128) - 1)


@dataclass(frozen=True)
class TimelineFact:
    """One fact of a person as a page shows it; the amount is in fen, the instant aware UTC."""

    event_id: UUID
    at: datetime
    kind: Kind
    channel: str
    object_type: str
    object_id: str
    amount_fen: int | None
    props: dict[str, Any]


def timeline(
    account: int, person: int, *, kinds: Iterable[str] = (), cursor: str = "", limit: int = 30
) -> Page[TimelineFact]:
    """A page of a person's facts, newest first; `kinds` narrows, `cursor` goes on where the last page ended.

    Raises ValueError for a broken cursor and KeyError for an unknown kind.
    """
    codes = [KINDS[name].code for name in kinds]
    until, before = _position(cursor)
    found: list[dict[str, Any]] = []
    for window in _WINDOWS:
        # Each look goes on where the last one stopped, so nothing is read twice.
        since = max(until - window, _BEGINNING) if window and until.year > 1 else _BEGINNING
        params = {
            "account": account, "person": person, "kinds": codes, "all_kinds": not codes,
            "until": until, "before": before, "since": since, "limit": limit + 1 - len(found),
        }  # fmt: skip
        found += eventstore.connect().query(_PAGE, params).to_pylist()
        if len(found) > limit or since == _BEGINNING:
            break
        until, before = since, _LAST_ID
    rows = [_shown(row) for row in found[:limit]]
    more = len(found) > limit
    return Page(rows, next_cursor=encode_cursor(clock.to_ms(rows[-1].at), str(rows[-1].event_id)) if more else None)


def counts_by_kind(account: int, person: int) -> dict[str, int]:
    """How many facts of each kind (by name) a person has, most first."""
    rows = eventstore.connect().query(_COUNTS, {"account": account, "person": person}).to_pylist()
    return {BY_CODE[row["kind"]].name: row["facts"] for row in rows if row["kind"] in BY_CODE}


def _position(cursor: str) -> tuple[datetime, UUID]:
    """The instant (naive UTC) and id before which the page begins."""
    if not cursor:
        newest = clock.now() + timedelta(days=366)  # a clock elsewhere may have gone ahead
        return newest.replace(tzinfo=None), _LAST_ID
    milliseconds, event_id = decode_cursor(cursor, 2)
    if not isinstance(milliseconds, int) or not isinstance(event_id, str):
        raise ValueError("not a cursor of this list")
    return clock.from_ms(milliseconds).replace(tzinfo=None), UUID(event_id)


def _shown(row: dict[str, Any]) -> TimelineFact:
    return TimelineFact(
        event_id=UUID(str(row["event_id"])),
        at=row["happened_at"].replace(tzinfo=UTC),
        kind=BY_CODE.get(row["kind"]) or Kind(row["kind"], str(row["kind"]), str(row["kind"]), str(row["kind"])),
        channel=row["channel"],
        object_type=row["object_type"],
        object_id=row["object_id"],
        amount_fen=row["amount_fen"],
        props=json.loads(row["props"]) if row["props"] else {},
    )
