"""How this installation is doing: each check looks at one thing and says what it found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from siyu.kernel import clock
from siyu.platform.settings import settings

__all__ = ["Finding", "examine", "report"]

_OLDEST_MESSAGE = 300  # seconds; delivery takes one when all is well
_LEAST_DISK = 1 << 30  # bytes
_PRAGMAS: Final = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}  # 2 = FULL: a commit survives power loss


Checks = dict[str, Callable[[], tuple[bool | None, Any]]]


@dataclass(frozen=True)
class Finding:
    """What one check found; `ok` None means that there is nothing to judge."""

    name: str
    ok: bool | None
    detail: Any


def examine(*, patience: float | None = None) -> Iterator[Finding]:
    """Run every check; one that stumbles is a finding too. `patience` seconds are waited for a store that is away."""
    checks: Checks = _CHECKS if patience is None else {**_CHECKS, "event_store": partial(_event_store, patience)}
    for name, check in checks.items():
        try:
            ok, detail = check()
        except Exception as trouble:  # noqa: BLE001 - the health page must always answer
            ok, detail = False, f"{type(trouble).__name__}: {trouble}"
        yield Finding(name, ok, detail)


def report(*, patience: float | None = None) -> dict[str, Any]:
    """All findings as one document: `{"ok", "checks": [{"name", "ok", "detail"}]}`."""
    findings = list(examine(patience=patience))
    return {"ok": all(each.ok is not False for each in findings), "checks": [asdict(each) for each in findings]}


def _database() -> tuple[bool, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor != "sqlite":
        return True, connection.vendor
    found = {}
    with connection.cursor() as cursor:
        for name in _PRAGMAS:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    return found == _PRAGMAS, found


def _migrations() -> tuple[bool, Any]:
    executor = MigrationExecutor(connection)
    waiting = [str(each) for each, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    return not waiting, waiting or "all applied"


def _event_store(patience: float | None = None) -> tuple[bool, Any]:
    from siyu.platform import eventstore

    return True, eventstore.connect().status(patience=patience)


def _outbox() -> tuple[bool, Any]:
    from siyu.platform.outbox.health import backlog

    found = backlog()
    return not found["failing"] and not found["parked"] and found["oldest_seconds"] < _OLDEST_MESSAGE, found


def _workers() -> tuple[bool | None, Any]:
    from siyu.platform.jobs.models import WorkerLease

    seen = clock.now() - timedelta(seconds=60)
    living = list(WorkerLease.objects.filter(seen_at__gt=seen).values_list("worker", flat=True))
    return (True, living) if living else (None, "no worker runs: `siyu serve` starts one")


def _gateway() -> tuple[bool | None, Any]:
    from siyu.platform.realtime import status

    found = status.ask()
    if found is None:
        return None, "no gateway runs: `siyu serve` starts one"
    return found.get("valkey") is not False, found


def _jobs() -> tuple[bool | None, Any]:
    from django_tasks_db.models import DBTaskResult

    waiting, running = DBTaskResult.objects.ready().count(), DBTaskResult.objects.running().count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=clock.now() - timedelta(days=1))
    return None, {"waiting": waiting, "running": running, "failed_last_day": failed.count()}


def _disk() -> tuple[bool, Any]:
    usage = shutil.disk_usage(settings().home)
    return usage.free > _LEAST_DISK, {"free_bytes": usage.free, "total_bytes": usage.total}


def _clock() -> tuple[bool, Any]:
    from siyu.platform.outbox.models import OutboxMessage

    newest = OutboxMessage.objects.order_by("-id").values_list("stated_at", flat=True).first()
    ahead = (newest - clock.now()).total_seconds() if newest else 0.0
    return ahead < 60, {"now": clock.now().isoformat(), "went_back_seconds": max(0.0, round(ahead, 1))}


_CHECKS: Final[Checks] = {
    "database": _database,
    "migrations": _migrations,
    "event_store": _event_store,
    "outbox": _outbox,
    "workers": _workers,
    "gateway": _gateway,
    "jobs": _jobs,
    "disk": _disk,
    "clock": _clock,
}
