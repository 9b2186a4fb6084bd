"""A nested segment of five conditions, one a sequence: the compiler's SQL against hand-written SQL in the bare engine.

Run: python benchmarks/segment_speed.py [FACTS ...]   (default 100,000 1,000,000 10,000,000; ten facts a person)
Both sides read the same DuckDB tables in this process; the best of several alternating runs counts.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-bench-"))

import django

django.setup()

from siyu.domains.accounts.models import Account  # noqa: E402
from siyu.domains.facts.kinds import KINDS  # noqa: E402
from siyu.domains.fans.queries.standing_sql import NOT_VOID  # noqa: E402
from siyu.domains.segments.queries import membership  # noqa: E402
from siyu.platform import eventstore  # noqa: E402
from siyu.platform.eventstore.duck import DuckStore  # noqa: E402

ACCOUNT = Account(pk=1, slug="bench", time_zone="Asia/Shanghai")
AS_OF = datetime(2025, 12, 30, tzinfo=UTC)
ROUNDS = 7

NESTED = {
    "all": [
        {"event": "order.paid", "within_days": 365},
        {
            "any": [
                {"event": "note.liked", "within_days": 90},
                {"event": "live.entered", "within_days": 180, "distinct_days": {"gte": 2}},
            ]
        },
        {"not": {"event": "order.refunded", "within_days": 365}},
        {"sequence": [{"event": "product.viewed"}, {"event": "order.paid"}], "within_days": 30},
    ]
}
SEQUENCE = NESTED["all"][3]
LOOSE = {"any": [*NESTED["all"][1]["any"], {"not": NESTED["all"][0]}, NESTED["all"][2], SEQUENCE]}  # type: ignore[index]


def seed(store: DuckStore, facts: int) -> None:
    """Facts spread over two years and ten facts a person, the kinds in believable shares."""
    names = ["note.viewed"] * 4 + ["note.liked"] * 2 + ["live.entered"] * 2 + ["product.viewed"] * 4
    names += ["cart.added"] * 2 + ["order.placed", "order.paid", "order.shipped", "order.received", "order.refunded"]
    names += ["group.messaged"]
    codes = ", ".join(str(KINDS[name].code) for name in names)
    persons = facts // 10
    database = store._database  # noqa: SLF001 - seeding in SQL, past the Arrow road
    database.execute(
        f"""INSERT INTO facts SELECT uuid(), 1, p, p, t, k, ['taobao', 'douyin', 'weixin'][1 + (hash(i) % 3)::INT],
        'x', 'o' || (i % 100000), CASE WHEN k BETWEEN 42 AND 48 THEN (hash(i + 7) % 100000)::BIGINT END,
        CASE WHEN k = 42 THEN '{{"lines": 2, "items": 3}}' END
        FROM (SELECT i, 1 + (hash(i * 3 + 1) % {persons})::BIGINT AS p,
                TIMESTAMP '2024-01-01' + to_milliseconds((i * 1.0 / {facts} * 730 * 86400000)::BIGINT) AS t,
                [{codes}][1 + (hash(i * 5 + 3) % {len(names)})::INT] AS k FROM range({facts}) r(i))"""
    )
    database.execute(f"INSERT INTO persons SELECT 1, i, 'k' || i, '上海', NULL FROM range(1, {persons} + 1) r(i)")


def _facts(kind: str, days: int | None = None) -> str:
    since = f" AND happened_at > TIMESTAMP '2025-12-30' - INTERVAL {days} DAY" if days else ""
    return f"account = 1 AND kind = {KINDS[kind].code} AND happened_at <= TIMESTAMP '2025-12-30'{since} AND {NOT_VOID}"


def _parts() -> list[str]:
    days = "count(DISTINCT (happened_at + INTERVAL 8 HOUR)::DATE) >= 2"
    return [
        f"person IN (SELECT person FROM facts WHERE {_facts('order.paid', 365)})",
        f"person IN (SELECT person FROM facts WHERE {_facts('note.liked', 90)})",
        f"person IN (SELECT person FROM facts WHERE {_facts('live.entered', 180)} GROUP BY person HAVING {days})",
        f"person NOT IN (SELECT person FROM facts WHERE {_facts('order.refunded', 365)})",
        f"""person IN (SELECT a.person FROM (SELECT person, happened_at FROM facts WHERE {_facts("product.viewed")}) a
        JOIN (SELECT person, happened_at FROM facts WHERE {_facts("order.paid")}) b ON a.person = b.person
        AND b.happened_at >= a.happened_at AND b.happened_at <= a.happened_at + INTERVAL 30 DAY)""",
    ]


def hand_written(name: str) -> str:
    """What somebody who knows the engine would write."""
    paid, liked, entered, no_refund, sequence = _parts()
    condition = {
        "nested": f"{paid} AND ({liked} OR {entered}) AND {no_refund} AND {sequence}",
        "sequence alone": sequence,
        "loose (any)": f"({liked} OR {entered} OR NOT {paid} OR {no_refund} OR {sequence})",
    }[name]
    return f"SELECT count(*) AS n FROM persons WHERE account = 1 AND {condition}"


def best(*sides: Callable[[], int]) -> list[tuple[float, int]]:
    """Seconds and answer of each side, run in turns so that both meet the same neighbours."""
    times, answers = [9e9] * len(sides), [0] * len(sides)
    for _ in range(ROUNDS):
        for n, side in enumerate(sides):
            began = time.perf_counter()
            answers[n] = side()
            times[n] = min(times[n], time.perf_counter() - began)
    return list(zip(times, answers, strict=True))


def measure(facts: int) -> None:
    """Print one line a tree."""
    store = DuckStore()
    eventstore.use(store)
    seed(store, facts)
    trees: dict[str, Any] = {"nested": NESTED, "sequence alone": SEQUENCE, "loose (any)": LOOSE}
    for name, tree in trees.items():
        sql = hand_written(name)
        (ours, n), (bare, m) = best(
            lambda tree=tree: membership.count(ACCOUNT, tree, AS_OF).count,
            lambda sql=sql: int(store.query(sql)["n"][0].as_py()),
        )
        assert n == m, f"{name}: {n} against {m}"
        print(
            f"{facts:>12,} {facts // 10:>10,} {name:<15} {n:>9,} {ours:>8.3f} {bare:>8.3f} {ours / bare:>6.2f}×",
            flush=True,
        )
    eventstore.use(None)
    store.close()


if __name__ == "__main__":
    print(f"{'facts':>12} {'persons':>10} {'tree':<15} {'members':>9} {'Siyu s':>8} {'hand s':>8} {'ratio':>7}")
    for size in [int(text.replace(",", "")) for text in sys.argv[1:]] or [10**5, 10**6, 10**7]:
        measure(size)
