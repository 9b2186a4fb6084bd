"""The figures of all groups of an account in a window, from the event store."""

# ruff: noqa: S608 - what is written into the SQL are numbers and names of our own; values go by parameters

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID, ORDER_KEY
from siyu.domains.group_health.rules import HealthConf
from siyu.domains.group_health.types import Figures, Span
from siyu.kernel import clock
from siyu.platform import eventstore

JOINED: Final = KINDS["group.joined"].code
_LEFT: Final = KINDS["group.left"].code
SAID: Final = KINDS["group.messaged"].code
_PAID: Final = KINDS["order.paid"].code
_PLAYS: Final = ("group", "poll", "chain", "packet", "programme")
_ACTS: Final = ", ".join(
    str(kind.code) for kind in KINDS.values() if kind.name.split(".")[0] in _PLAYS and kind.name != "group.left"
)
DAY: Final = "CAST(timezone($zone, timezone('UTC', happened_at)) AS DATE)"

BASE: Final = f"""
WITH known AS (
    SELECT * FROM facts WHERE account = $account AND person <> 0 AND happened_at < $until AND {NOT_VOID}
),
acts AS (
    SELECT CASE WHEN object_type = 'group' THEN object_id ELSE json_extract_string(props, '$.group') END AS room,
        person, happened_at, kind
    FROM known WHERE kind IN ({_ACTS})
),
moves AS (
    SELECT object_id AS room, person, happened_at, kind, event_id
    FROM known WHERE kind IN ({JOINED}, {_LEFT}) AND object_type = 'group'
),
newest AS (
    SELECT room, person, happened_at, kind FROM moves
    QUALIFY row_number() OVER (PARTITION BY room, person ORDER BY happened_at DESC, event_id DESC) = 1
),
former AS (
    SELECT room, person, kind FROM moves WHERE happened_at < $start
    QUALIFY row_number() OVER (PARTITION BY room, person ORDER BY happened_at DESC, event_id DESC) = 1
),
roster AS (SELECT room, person, happened_at AS joined_at FROM newest WHERE kind = {JOINED}),
"""
_COUNTS: Final = f"""{BASE}
led AS (SELECT unnest($led_rooms::VARCHAR[]) AS room, unnest($led_persons::BIGINT[]) AS person),
heard AS (SELECT DISTINCT room, person FROM acts WHERE happened_at >= $silent_since),
bought AS (
    SELECT r.room, r.person, r.joined_at, o.order_key, o.amount_fen
    FROM roster r JOIN (
        SELECT person, happened_at, amount_fen, {ORDER_KEY} AS order_key FROM known
        WHERE kind = {_PAID} AND happened_at >= $start
    ) o ON o.person = r.person AND o.happened_at >= r.joined_at
)
SELECT room, 'members' AS what, count(*) AS n FROM roster GROUP BY room
UNION ALL SELECT room, 'silent', count(*) FROM roster ANTI JOIN heard USING (room, person) GROUP BY room
UNION ALL SELECT room, 'members_before', count(*) FROM former WHERE kind = {JOINED} GROUP BY room
UNION ALL SELECT room, 'joined', count(DISTINCT person) FROM moves
    WHERE kind = {JOINED} AND happened_at >= $start GROUP BY room
UNION ALL SELECT room, 'left', count(DISTINCT person) FROM moves
    WHERE kind = {_LEFT} AND happened_at >= $start GROUP BY room
UNION ALL SELECT room, 'led_messages', count(*) FROM acts SEMI JOIN led USING (room, person)
    WHERE kind = {SAID} AND happened_at >= $start GROUP BY room
UNION ALL SELECT room, 'left_of_before', count(DISTINCT person)
    FROM moves SEMI JOIN (SELECT room, person FROM former WHERE kind = {JOINED}) USING (room, person)
    WHERE kind = {_LEFT} AND happened_at >= $start GROUP BY room
UNION ALL SELECT room, 'buyers', count(DISTINCT person) FROM bought GROUP BY room
UNION ALL SELECT room, 'orders', count(*) FROM (SELECT DISTINCT room, person, order_key FROM bought) GROUP BY room
UNION ALL SELECT room, 'paid_fen', CAST(coalesce(sum(amount_fen), 0) AS BIGINT) FROM bought GROUP BY room
UNION ALL SELECT room, 'newcomers_fen', CAST(coalesce(sum(amount_fen), 0) AS BIGINT)
    FROM bought WHERE joined_at >= $start GROUP BY room
"""
_DAYS: Final = f"""{BASE}
spoken AS (SELECT room, person, {DAY} AS day FROM acts WHERE kind = {SAID} AND happened_at >= $start)
SELECT room, day, count(*) AS messages, count(DISTINCT person) AS speakers FROM spoken GROUP BY room, day
"""


def figures_of(
    account: Account, span: Span, conf: HealthConf | None = None, leaders: Sequence[tuple[str, int]] = ()
) -> dict[str, Figures]:
    """Public id of a group → its figures; groups of which no fact tells are missing. Two queries for any number.

    `conf` says what is silent and what is lively; `leaders` are (group, person) whose talk counts as led.
    """
    conf, store, params = conf or HealthConf(), eventstore.connect(), _params(account, span)
    counted: dict[str, dict[str, Any]] = defaultdict(dict)
    silent_since = span.end - timedelta(days=conf.silent_days)
    led = {"led_rooms": [room for room, _ in leaders], "led_persons": [person for _, person in leaders]}
    for row in store.query(_COUNTS, {**params, **led, "silent_since": silent_since}).to_pylist():
        counted[row["room"]][row["what"]] = row["n"]
    first = clock.local_day(span.start, account.time_zone)
    daily: dict[str, list[int]] = defaultdict(lambda: [0] * span.days)
    lively: dict[str, int] = defaultdict(int)
    for row in store.query(_DAYS, {**params, "zone": account.time_zone}).to_pylist():
        daily[row["room"]][(row["day"] - first).days] = row["messages"]
        lively[row["room"]] += row["messages"] >= conf.lively_messages and row["speakers"] >= conf.lively_speakers
    return {
        room: Figures(**counted[room], daily_messages=tuple(daily[room]), lively_days=lively[room])
        for room in [name for name in {*counted, *daily} if name]
    }


def _params(account: Account, span: Span) -> dict[str, Any]:
    return {"account": account.pk, "start": span.start, "until": span.end}
