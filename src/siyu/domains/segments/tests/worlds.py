"""Random worlds of persons and facts, and random trees about them, made so that boundaries and ties are hit often."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pyarrow as pa

from siyu.domains.facts.kinds import KINDS
from siyu.domains.segments.tests.oracle import World
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS, PERSONS

ACCOUNT = 7
START = datetime(2023, 9, 1, tzinfo=UTC)
DAYS = 240  # both changes of the clock in New York
GRID = timedelta(hours=4)  # midnight in Shanghai, and in New York in summer
SLOTS = DAYS * 6
CHANNELS = ("taobao", "douyin", "xiaohongshu", "weixin")
TAGS = ("vip", "油皮", "qipao")
PLAIN = ("product.viewed", "cart.added", "note.liked", "live.entered")
ORDERS = ("order.placed", "order.paid", "order.shipped", "order.refunded")
TAGGING = ("person.tagged", "person.untagged")
CITIES = ("上海", "杭州", "")
SAVED = ("buyers", "fresh", "either")


def make_world(seed: int, persons: int, zone: str) -> World:
    """Persons 1..n with few to very many facts; strangers, the anonymous and other accounts come on top."""
    rng = random.Random(seed)
    people = {
        n: {
            "key": f"k{n}",
            "city": rng.choice(CITIES),
            "birthday_md": rng.choice(("", "02-29", "06-15", "12-31")),
        }
        for n in range(1, persons + 1)
    }
    facts: list[dict[str, Any]] = []
    for person in [*people, 0, persons + 1]:
        few = rng.choice((0, 1, 2, 5, 10, 20)) if person % 500 else 320
        facts += [_fact(rng, person) for _ in range(few)]
    saved = {name: random_tree(rng, 2, segments=False) for name in SAVED[:2]}
    saved["either"] = {"any": [{"segment": "buyers"}, {"not": {"segment": "fresh"}}]}
    return World(zone, people, facts, saved)


def _fact(rng: random.Random, person: int) -> dict[str, Any]:
    kind = rng.choice((*PLAIN, *ORDERS, *ORDERS, *TAGGING))
    at = START + rng.randrange(SLOTS) * GRID
    if rng.random() < 0.3:
        at += timedelta(milliseconds=rng.choice((-1, 1, rng.randrange(86_400_000))))
    order = kind in ORDERS
    object_id = rng.choice(("", f"o{rng.randrange(6)}")) if order else rng.choice(("a", "b", "c"))
    return {
        "event_id": UUID(int=rng.getrandbits(128)).bytes,
        "account": ACCOUNT,
        "person": person,
        "identity": person,
        "happened_at": at,
        "kind": KINDS[kind].code,
        "channel": rng.choice(CHANNELS[:3]),
        "object_type": "order" if order else "note",
        "object_id": rng.choice(TAGS) if kind in TAGGING else object_id,
        "amount_fen": rng.choice((None, 0, 100, 15_000, 99_900, 250_000)) if order else None,
        "props": rng.choice((None, None, '{"lines": 2}', '{"void": true}', '{"void": false, "x": 1}')),
    }


def fill(store: DuckStore, world: World) -> None:
    """Put a world into an event store, with a shadow of it in another account."""
    rows = [fact | {"happened_at": fact["happened_at"].replace(tzinfo=None)} for fact in world.facts]
    shadow = [
        fact | {"account": ACCOUNT + 1, "event_id": bytes(255 - b for b in fact["event_id"])} for fact in rows[::7]
    ]
    store.append(pa.Table.from_pylist(rows + shadow, schema=FACTS), source="world", sequence=1)
    people = [{"account": ACCOUNT, "person": person, **known} for person, known in world.persons.items()]
    store.mirror_persons(ACCOUNT, pa.Table.from_pylist(people, schema=PERSONS))


def random_instant(rng: random.Random) -> datetime:
    """An instant on the grid of facts, sometimes a millisecond beside it."""
    at = START + rng.randrange(SLOTS + 100) * GRID
    return at + timedelta(milliseconds=rng.choice((0, 0, 0, -1, 1)))


def random_tree(rng: random.Random, depth: int, *, segments: bool = True) -> dict[str, Any]:
    """A tree of at most this depth."""
    shape = rng.random()
    if depth > 1 and shape < 0.6:
        inner = [random_tree(rng, depth - 1, segments=segments) for _ in range(rng.choice((1, 2, 2, 3)))]
        return {"all": inner} if shape < 0.3 else {"any": inner} if shape < 0.5 else {"not": inner[0]}
    makers = [_event, _event, _event, _sequence, _sequence, _tag, _tier, _channel, _attribute, _attribute]
    return rng.choice([*makers, _segment] if segments else makers)(rng)


def _event(rng: random.Random) -> dict[str, Any]:
    node: dict[str, Any] = {"event": rng.choice((*PLAIN, *ORDERS))}
    if rng.random() < 0.4:
        node["where"] = _where(rng)
    if rng.random() < 0.5:
        node["within_days"] = rng.choice((1, 7, 30, 90, 365))
    if rng.random() < 0.2:
        node["from"] = _text(rng, random_instant(rng))
    if rng.random() < 0.2 and "from" not in node:
        node["to"] = _text(rng, random_instant(rng))
    for measure, numbers in (
        ("count", (0, 1, 2, 3)),
        ("sum_fen", (0, 100, 15_000, 100_000)),
        ("distinct_days", (0, 1, 2, 3)),
    ):
        if rng.random() < 0.3:
            node[measure] = _compare(rng, numbers)
    return node


def _where(rng: random.Random) -> dict[str, Any]:
    options: dict[str, Any] = {
        "channel": rng.choice((rng.choice(CHANNELS), rng.sample(CHANNELS, 2))),
        "object_type": rng.choice(("order", "note")),
        "object_id": rng.choice(("o1", ["o1", "o2", "a"])),
        "amount_fen": rng.choice((100, [100, 15_000], {"gte": 15_000}, {"gt": 0, "lt": 99_900})),
    }
    return {name: options[name] for name in rng.sample(sorted(options), rng.choice((1, 1, 2)))}


def _compare(rng: random.Random, numbers: tuple[int, ...]) -> dict[str, Any]:
    operators = rng.sample(("eq", "gt", "gte", "lt", "lte"), rng.choice((1, 1, 1, 2)))
    return {operator: rng.choice(numbers) for operator in operators}


def _text(rng: random.Random, at: datetime) -> str:
    return rng.choice((f"{at:%Y-%m-%d}", at.isoformat(), f"{at:%Y-%m-%dT%H:%M}"))


def _sequence(rng: random.Random) -> dict[str, Any]:
    steps: list[dict[str, Any]] = []
    for _ in range(rng.choice((1, 2, 2, 2, 3, 4))):
        kind = rng.choice((*PLAIN, *ORDERS)) if rng.random() < 0.7 or not steps else steps[-1]["event"]
        steps.append({"event": kind} | ({"where": _where(rng)} if rng.random() < 0.2 else {}))
    return {"sequence": steps, "within_days": rng.choice((1, 3, 14, 60, 365))}


def _tag(rng: random.Random) -> dict[str, Any]:
    return {"tag": rng.choice((*TAGS, "nobody"))}


def _tier(rng: random.Random) -> dict[str, Any]:
    return {"tier": rng.choice(("super", "gold", "silver", "member", "none"))}


def _channel(rng: random.Random) -> dict[str, Any]:
    return {"channel": rng.choice(CHANNELS)}


def _segment(rng: random.Random) -> dict[str, Any]:
    return {"segment": rng.choice(SAVED)}


def _attribute(rng: random.Random) -> dict[str, Any]:
    kind = rng.randrange(7)
    if kind == 0:
        return {"attr": "orders", **_compare(rng, (0, 1, 2, 5))}
    if kind == 1:
        return {"attr": rng.choice(("net_paid_fen", "refunded_fen")), **_compare(rng, (0, 100, 99_900, 250_000))}
    if kind == 2:
        name = rng.choice(("first_order_at", "last_order_at"))
        return {"attr": name, rng.choice(("gt", "gte", "lt", "lte")): _text(rng, random_instant(rng))}
    if kind == 3:
        return {"attr": "days_since_last_order", **_compare(rng, (0, 1, 30, 31, 200))}
    if kind == 4:
        return {"attr": rng.choice(("rfm_r", "rfm_f", "rfm_m")), **_compare(rng, (1, 2, 3, 4, 5))}
    if kind == 5:
        return rng.choice(({"attr": "city", "eq": "上海"}, {"attr": "birthday_md", "gte": "02-29", "lt": "12-31"}))
    # Between two hundredths, so that rounding in another order of addition cannot decide.
    return {"attr": "intimacy", rng.choice(("gt", "lte")): rng.choice((0, 1, 10, 25)) + 0.003}
