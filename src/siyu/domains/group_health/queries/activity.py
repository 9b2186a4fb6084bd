"""Who did how much in one group, from the event store."""

# ruff: noqa: S608 - what is written into the SQL are numbers and names of our own; values go by parameters

from __future__ import annotations

from datetime import UTC
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.group_health.queries.figures import BASE, DAY, JOINED, SAID
from siyu.domains.group_health.types import Activity, Span
from siyu.platform import eventstore

_MARKED: Final = KINDS["group.checked_in"].code
_ACTIVITY: Final = f"""{BASE}
here AS (SELECT person, happened_at, kind, {DAY} AS day FROM acts WHERE room = $room)
SELECT person, max(happened_at) AS last_at,
    count(*) FILTER (kind <> {JOINED}) AS deeds,
    count(DISTINCT day) FILTER (happened_at >= $start) AS days,
    count(*) FILTER (kind = {SAID} AND happened_at >= $start) AS messages
FROM here GROUP BY person
"""
_CHECK_INS: Final = f"""{BASE}
marks AS (SELECT person, {DAY} AS day FROM acts WHERE room = $room AND kind = {_MARKED} AND happened_at >= $start)
SELECT count(DISTINCT person) AS people FROM marks GROUP BY day
"""


def activity_of(account: Account, room: str, span: Span) -> dict[int, Activity]:
    """Person → what they did in the group of this public id; whoever never did anything is missing. One query.

    `days` and `messages` count within the window, `last_at` and `deeds` (all but joining) until its end.
    """
    found = eventstore.connect().query(_ACTIVITY, _asked(account, room, span)).to_pylist()
    return {
        row["person"]: Activity(row["last_at"].replace(tzinfo=UTC), row["deeds"], row["days"], row["messages"])
        for row in found
    }


def check_in_days(account: Account, room: str, span: Span, people: int) -> int:
    """Days of the window on which at least so many people checked in there."""
    found = eventstore.connect().query(_CHECK_INS, _asked(account, room, span)).to_pylist()
    return sum(row["people"] >= people for row in found)


def _asked(account: Account, room: str, span: Span) -> dict[str, object]:
    return {
        "account": account.pk, "start": span.start, "until": span.end, "room": room, "zone": account.time_zone,
    }  # fmt: skip
