"""What the tests of processes run inside an installation: `python tool.py state|sums|jobs …` with SIYU_HOME set."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django_tasks import task  # noqa: E402

from siyu.platform import eventstore  # noqa: E402
from siyu.platform.outbox import relay  # noqa: E402
from siyu.platform.outbox.statement import state_facts  # noqa: E402
from siyu.platform.testing.facts import some_facts  # noqa: E402


@task()
def slow(number: int, folder: str) -> int:
    """A job that leaves a mark when it begins and one when it ends."""
    Path(folder, f"began-{number}-{os.getpid()}").touch()
    time.sleep(0.4)
    Path(folder, f"ended-{number}").touch()
    return number


def state(first: int, count: int) -> None:
    """State `count` facts, each in a transaction of its own, and say each number once it is committed."""
    for number in range(first, first + count):
        with transaction.atomic():
            state_facts(1, some_facts([number], amount_fen=number))
        print(number, flush=True)


def sums() -> None:
    """Deliver what waits and say count and sum of the facts."""
    relay.deliver_all()
    row = eventstore.connect().query(
        "SELECT count(*) AS n, coalesce(sum(amount_fen), 0)::BIGINT AS s FROM facts WHERE kind = 43"
    )
    print(json.dumps(row.to_pylist()[0]))


def seen() -> None:
    """Say which facts about notes the event store holds, as (person's key, object)."""
    rows = eventstore.connect().query(
        "SELECT key, object_id FROM facts JOIN persons USING (account, person) WHERE object_id LIKE 'n%' ORDER BY ALL"
    )
    print(json.dumps([[*row.values()] for row in rows.to_pylist()]))


def stated() -> None:
    """Say how many paid orders the outbox holds, and their sum."""
    from siyu.platform.outbox.models import OutboxMessage
    from siyu.platform.outbox.statement import unpack

    amounts = [
        amount
        for batch in OutboxMessage.objects.filter(topic="facts").values_list("batch", flat=True)
        for amount, kind in zip(*unpack(batch).select(["amount_fen", "kind"]).to_pydict().values(), strict=True)
        if kind == 43
    ]
    print(json.dumps({"n": len(amounts), "s": sum(amounts)}))


def jobs(count: int, folder: str) -> None:
    """Queue so many slow jobs."""
    for number in range(count):
        tasks_module().slow.enqueue(number, folder)


def open_jobs() -> None:
    """Say how many jobs are in which state."""
    from collections import Counter

    from django_tasks_db.models import DBTaskResult

    print(json.dumps(Counter(DBTaskResult.objects.values_list("status", flat=True))))


def tasks_module() -> object:
    """This file under the name by which a worker imports it."""
    sys.path.insert(0, str(Path(__file__).parent))
    import tool

    return tool


if __name__ == "__main__":
    name, *words = sys.argv[1:]
    globals()[name](*(int(word) if word.isdigit() else word for word in words))
