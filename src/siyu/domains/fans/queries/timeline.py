"""What one person did and what staff wrote about them, newest first: facts of the event store and remarks together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import BY_CODE, KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_cursor, encode_cursor
from siyu.platform import eventstore
from siyu.platform.audit.models import AuditEntry

PAGE: Final = 40
NOTE: Final = "note"
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "orders": ("order.", "cart.", "product.", "coupon."),
    "community": (
        "note.",
        "group.",
        "poll.",
        "chain.",
        "packet.",
        "account.",
        "referral.",
        "lottery.",
        "quiz.",
        "list.",
    ),
    "live": ("live.", "course.", "lesson."),
    "messages": ("message.",),
    "changes": ("person.", "tier.", "report.", "penalty."),
}
"""Kinds of facts as the page filters them, by the beginnings of their names."""


@dataclass(frozen=True)
class Happening:
    """One line: a fact (`kind` of facts.kinds) or a remark (`kind` is `note`, `text` what was written, `by` who)."""

    at: datetime
    kind: str
    channel: str = ""
    object_type: str = ""
    object_id: str = ""
    amount_fen: int | None = None
    props: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    by: str = ""
    mark: str = ""


def timeline_page(account: Account, person_id: int, *, group: str = "", cursor: str = "") -> Page[Happening]:
    """One page, narrowed to a group of GROUPS, to `note`, or not at all. Raises ValueError for a broken cursor."""
    before = _position(cursor)
    found: list[Happening] = []
    if group != NOTE:
        found += _facts(account, person_id, _codes(group), before)
    if group in ("", NOTE):
        found += _notes(account, person_id, before)
    found.sort(key=lambda one: (one.at, one.mark), reverse=True)
    shown = found[:PAGE]
    more = encode_cursor(clock.to_ms(shown[-1].at), shown[-1].mark) if len(found) > PAGE else None
    return Page(shown, next_cursor=more)


def _position(cursor: str) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    at_ms, mark = decode_cursor(cursor, 2)
    return clock.from_ms(int(at_ms)), str(mark)


def _codes(group: str) -> Sequence[int]:
    beginnings = GROUPS.get(group, ("",))
    return [kind.code for kind in KINDS.values() if kind.name.startswith(beginnings)]


def _facts(
    account: Account, person_id: int, codes: Sequence[int], before: tuple[datetime, str] | None
) -> list[Happening]:
    sql = f"""
        SELECT happened_at, kind, channel, object_type, object_id, amount_fen, props, event_id::VARCHAR AS mark
        FROM facts
        WHERE account = $account AND person = $person AND list_contains($kinds, kind::INTEGER) AND {NOT_VOID}
          AND ($before IS NULL OR happened_at < $before OR (happened_at = $before AND event_id::VARCHAR < $mark))
        ORDER BY happened_at DESC, event_id::VARCHAR DESC
        LIMIT {PAGE + 1}
    """  # noqa: S608 - constants of our own
    params = {
        "account": account.pk,
        "person": person_id,
        "kinds": list(codes),
        "before": before[0] if before else None,
        "mark": before[1] if before else "",
    }
    return [_fact(row) for row in eventstore.connect().query(sql, params).to_pylist()]


def _fact(row: dict[str, Any]) -> Happening:
    kind = BY_CODE.get(row["kind"])
    return Happening(
        at=row["happened_at"].replace(tzinfo=UTC),
        kind=kind.name if kind else str(row["kind"]),
        channel=row["channel"] or "",
        object_type=row["object_type"] or "",
        object_id=row["object_id"] or "",
        amount_fen=row["amount_fen"],
        props=json.loads(row["props"]) if row["props"] else {},
        mark=row["mark"],
    )


def _notes(account: Account, person_id: int, before: tuple[datetime, str] | None) -> list[Happening]:
    """Remarks as the audit log keeps them: every version that ever stood there."""
    kept = AuditEntry.objects.filter(account_id=account.pk, target=f"person:{person_id}", act="person.remarked")
    if before:
        kept = kept.filter(at__lt=before[0] + timedelta(milliseconds=1))
    rows = list(kept.order_by("-at", "-id")[: PAGE + 1])
    writers = {user.pk: str(user) for user in User.objects.filter(pk__in={row.actor_id for row in rows})}
    notes = [
        Happening(
            at=clock.from_ms(clock.to_ms(row.at)),
            kind=NOTE,
            text=str(row.data.get("after", "")),
            by=writers.get(row.actor_id or 0, ""),
            mark=f"note-{row.pk:019d}",
        )
        for row in rows
    ]
    return [note for note in notes if before is None or (note.at, note.mark) < before]
