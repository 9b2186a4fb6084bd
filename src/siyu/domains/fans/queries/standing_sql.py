"""The one DuckDB SQL of as-of figures per person; standings, segments and metrics all read through it.

What counts (docs/algorithms/rfm.md, tiers.md):
- A fact is *void* when its props say `{"void": true}`: a restatement withdrew it. Void facts count nowhere.
- An order is a non-void order.paid, whatever its amount (a gift order of 0 yuan is an order; CDNOW has such too),
  once per (channel, object_id); a paid fact without object_id is an order of its own.
- Amounts: paid = Σ order.paid, refunded = Σ order.refunded, net = paid − refunded; a missing amount is 0.
"""

# ruff: noqa: S608 - what is written into the SQL are numbers and quoted codes of our own; input goes by parameters

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.conf import FansConf, fans_conf

PAID: Final = KINDS["order.paid"].code
REFUNDED: Final = KINDS["order.refunded"].code

NOT_VOID: Final = "(props IS NULL OR coalesce(json_extract(props, '$.void')::VARCHAR, '') <> 'true')"
"""Condition on a row of facts: no restatement withdrew it."""

ORDER_KEY: Final = "CASE WHEN object_id = '' THEN hash(event_id) ELSE hash(channel, object_id) END"
"""What makes two order facts of a person the same order."""

MONEY_FIGURES: Final = frozenset(
    {"orders", "paid_fen", "refunded_fen", "net_paid_fen", "first_order_at", "last_order_at"}
)
RFM_FIGURES: Final = frozenset({"rfm_r", "rfm_f", "rfm_m"})
TIER_FIGURES: Final = frozenset({"tier_base_fen", "tier", "grace_ends_at"})
FIGURES: Final = (
    MONEY_FIGURES
    | RFM_FIGURES
    | TIER_FIGURES
    | {"days_since_last_order", "last_seen_at", "intimacy", "city", "birthday_md"}
)
"""Every column that `standing` can have besides `person` and `key`."""


BEFALLEN: Final = frozenset({
    "order.shipped", "order.refunded", "order.closed", "lottery.won", "message.sent", "person.tagged",
    "person.untagged", "tier.changed", "penalty.applied",
})  # fmt: skip
"""Kinds that befall a person; all others are acts of their own, by which they were last seen."""


@dataclass(frozen=True)
class StandingSql:
    """CTEs to stand behind WITH, the last being `standing`, and exactly the parameters that they name."""

    ctes: str
    params: dict[str, Any]


def standing_sql(
    account: Account, as_of: datetime, figures: Collection[str] = FIGURES, *, only: Collection[int] | None = None
) -> StandingSql:
    """CTEs ending in `standing(person, key, <figures>)`: one row for each living person, as of an instant.

    `figures` are what the caller will read: unasked ones cost nothing. `only` narrows the *result* to some
    persons; RFM scores still compare with every buyer. Instants in the result are UTC TIMESTAMPs without zone.
    Parameters: `$account`, and where needed `$as_of`, `$zone`, `$only`, `$grace_from`, `$tier_from`. Raises ValueError.
    """
    unknown = set(figures) - FIGURES
    if unknown:
        raise ValueError(f"no such figures: {sorted(unknown)}")
    asked, conf = _Asked(frozenset(figures), only is not None), fans_conf(account)
    params: dict[str, Any] = {"account": account.pk}
    if asked.orders or asked.intimacy or asked.seen:
        params["as_of"] = naive(as_of)
    if asked.days:
        params["zone"] = account.time_zone
    if only is not None:
        params["only"] = list(only)
    if asked.tier:
        params["grace_from"] = naive(as_of - timedelta(days=conf.grace_days))
        params["grace"] = conf.grace_days
        params["tier_from"] = naive(_window_start(as_of, conf))
    parts = [
        *([_bought(asked)] if asked.orders else []),
        *([_scored()] if asked.rfm else []),
        *([_warmth(conf, asked.only and not asked.rfm)] if asked.intimacy else []),
        *([_seen(asked.only and not asked.rfm)] if asked.seen else []),
        _standing(asked, conf),
    ]
    return StandingSql(",\n".join(parts), params)


def naive(at: datetime) -> datetime:
    """An instant as DuckDB's TIMESTAMP without zone takes it: UTC, in whole milliseconds as facts are kept."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


@dataclass(frozen=True)
class _Asked:
    """Which parts the asked figures need."""

    figures: frozenset[str]
    only: bool

    @property
    def rfm(self) -> bool:
        return bool(self.figures & RFM_FIGURES)

    @property
    def tier(self) -> bool:
        return bool(self.figures & TIER_FIGURES)

    @property
    def days(self) -> bool:
        return self.rfm or "days_since_last_order" in self.figures

    @property
    def intimacy(self) -> bool:
        return "intimacy" in self.figures

    @property
    def seen(self) -> bool:
        return "last_seen_at" in self.figures

    @property
    def orders(self) -> bool:
        return self.days or self.tier or bool(self.figures & MONEY_FIGURES)


def _window_start(as_of: datetime, conf: FansConf) -> datetime:
    if conf.tier_window_days is None:
        return datetime(1, 1, 2, tzinfo=UTC)
    return as_of - timedelta(days=conf.tier_window_days)


def _bought(asked: _Asked) -> str:
    """One row a person with order facts. Only narrows early when no score compares with the others."""
    days = (
        f"date_diff('day', {_day('max(happened_at) FILTER (paid)')}, {_day('$as_of')})"
        if asked.days
        else "NULL::BIGINT"
    )
    tier = (
        "coalesce(sum(amount) FILTER (paid AND happened_at > $tier_from), 0)"
        " - coalesce(sum(amount) FILTER (NOT paid AND happened_at > $tier_from AND happened_at <= $grace_from), 0)"
        " AS tier_base_fen,"
        " min(happened_at) FILTER (NOT paid AND amount > 0 AND happened_at > $grace_from)"
        " + to_days($grace::INTEGER) AS grace_ends_at"
        if asked.tier
        else "0 AS tier_base_fen, NULL::TIMESTAMP AS grace_ends_at"
    )
    narrow = " AND person IN (SELECT unnest($only::BIGINT[]))" if asked.only and not asked.rfm else ""
    return f"""order_facts AS (
  SELECT person, kind = {PAID} AS paid, happened_at, coalesce(amount_fen, 0) AS amount, {ORDER_KEY} AS order_key
  FROM facts
  WHERE account = $account AND kind IN ({PAID}, {REFUNDED}) AND happened_at <= $as_of AND person <> 0
    AND {NOT_VOID}{narrow}
),
bought AS (
  SELECT person, count(DISTINCT order_key) FILTER (paid) AS orders,
    coalesce(sum(amount) FILTER (paid), 0)::BIGINT AS paid_fen,
    coalesce(sum(amount) FILTER (NOT paid), 0)::BIGINT AS refunded_fen,
    (coalesce(sum(amount) FILTER (paid), 0) - coalesce(sum(amount) FILTER (NOT paid), 0))::BIGINT AS net_paid_fen,
    min(happened_at) FILTER (paid) AS first_order_at, max(happened_at) FILTER (paid) AS last_order_at,
    {days} AS days_since_last_order,
    {tier}
  FROM order_facts GROUP BY person
)"""


def _day(instant: str) -> str:
    return f"(({instant} AT TIME ZONE 'UTC') AT TIME ZONE $zone)::DATE"


def _scored() -> str:
    """RFM scores of buyers: rank() − 1 is the number of buyers strictly worse, so ties share a score."""

    def quintile(order: str) -> str:
        return f"(1 + 5 * (rank() OVER (ORDER BY {order}) - 1) // count(*) OVER ())::TINYINT"

    return f"""scored AS (
  SELECT person, {quintile("days_since_last_order DESC")} AS rfm_r, {quintile("orders")} AS rfm_f,
    {quintile("net_paid_fen")} AS rfm_m
  FROM bought SEMI JOIN persons ON persons.account = $account AND persons.person = bought.person
  WHERE orders > 0
)"""


def _warmth(conf: FansConf, narrow: bool) -> str:
    """Intimacy as of the instant: points of each kind, halved every half-life."""
    given = {KINDS[kind].code: points for kind, points in conf.points.items() if points}
    cases = " ".join(f"WHEN {code} THEN {int(points)}" for code, points in sorted(given.items()))
    only = " AND person IN (SELECT unnest($only::BIGINT[]))" if narrow else ""
    half_life_ms = float(conf.half_life_days) * 86_400_000
    return f"""warmth AS (
  SELECT person, round(greatest(sum((CASE kind {cases} END)
    * pow(0.5, date_diff('millisecond', happened_at, $as_of) / {half_life_ms!r})), 0), 2) AS intimacy
  FROM facts
  WHERE account = $account AND kind IN ({", ".join(map(str, sorted(given))) or "0"}) AND happened_at <= $as_of
    AND person <> 0 AND {NOT_VOID}{only}
  GROUP BY person
)"""


def _seen(narrow: bool) -> str:
    """When the person last did something themselves."""
    only = " AND person IN (SELECT unnest($only::BIGINT[]))" if narrow else ""
    codes = ", ".join(str(kind.code) for name, kind in KINDS.items() if name not in BEFALLEN)
    return f"""seen AS (
  SELECT person, max(happened_at) AS last_seen_at
  FROM facts
  WHERE account = $account AND kind IN ({codes}) AND happened_at <= $as_of AND person <> 0 AND {NOT_VOID}{only}
  GROUP BY person
)"""


def _standing(asked: _Asked, conf: FansConf) -> str:
    zeros = {"orders", "paid_fen", "refunded_fen", "net_paid_fen", "tier_base_fen"}
    columns: list[str] = []
    for name in sorted(asked.figures):
        if name in zeros:
            columns.append(f"coalesce(bought.{name}, 0)::BIGINT AS {name}")
        elif name in RFM_FIGURES:
            columns.append(f"scored.{name}")
        elif name == "intimacy":
            columns.append("coalesce(warmth.intimacy, 0) AS intimacy")
        elif name == "last_seen_at":
            columns.append("seen.last_seen_at")
        elif name == "tier":
            columns.append(f"{tier_case(conf, 'coalesce(bought.tier_base_fen, 0)')} AS tier")
        else:
            columns.append(f"persons.{name}" if name in {"city", "birthday_md"} else f"bought.{name}")
    parts = {"bought": asked.orders, "scored": asked.rfm, "warmth": asked.intimacy, "seen": asked.seen}
    joins = [f"LEFT JOIN {part} ON {part}.person = persons.person" for part, needed in parts.items() if needed]
    only = " AND persons.person IN (SELECT unnest($only::BIGINT[]))" if asked.only else ""
    return f"""standing AS (
  SELECT {", ".join(["persons.person", "persons.key", *columns])}
  FROM persons {" ".join(joins)}
  WHERE persons.account = $account{only}
)"""


def tier_case(conf: FansConf, base: str) -> str:
    """The tier code of a counted amount, as an SQL expression."""
    steps = " ".join(f"WHEN {base} >= {int(step.from_fen)} THEN {_quoted(step.code)}" for step in conf.tiers)
    return f"(CASE {steps} ELSE '' END)" if steps else "''"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
