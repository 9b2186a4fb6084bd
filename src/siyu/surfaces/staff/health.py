"""How the installation is, for platform staff: what `/health` sums up in one word, with the lists behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Max
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from siyu.platform import health as platform_health
from siyu.platform.jobs.models import JobProgress
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage
from siyu.platform.outbox.parked import Parked, parked

_SHOWN = 20
_PATIENCE = 3.0  # seconds for an event store that does not answer
_NAMES: Final[dict[str, str | Promise]] = {
    "database": _("Database"),
    "migrations": _("Migrations"),
    "event_store": _("Event store"),
    "outbox": _("Delivery of facts"),
    "workers": _("Workers"),
    "jobs": _("Job queue"),
    "gateway": _("Gateway of the sockets"),
    "disk": _("Disk"),
    "clock": _("Clock"),
}


@dataclass(frozen=True)
class Check:
    """One finding as the page shows it; `ok` None means that there is nothing to judge."""

    name: str | Promise
    ok: bool | None
    said: str


@dataclass(frozen=True)
class Subscriber:
    """One reader of the outbox: how many messages it has not read, and its last failure."""

    name: str
    behind: int
    failures: int
    failed_at: datetime | None
    error: str


@dataclass(frozen=True)
class Health:
    """The state of every moving part at this moment; figures of a part that does not answer are None."""

    ok: bool
    checks: Sequence[Check]
    subscribers: Sequence[Subscriber]
    parked: Sequence[Parked]
    running: Sequence[JobProgress]
    failed: Sequence[Any]
    facts: int | None
    lag_seconds: float | None


def health() -> Health:
    """Look everywhere once."""
    report = platform_health.report(patience=_PATIENCE)
    found = {one["name"]: one["detail"] for one in report["checks"]}
    last = OutboxMessage.objects.aggregate(last=Max("sequence"))["last"] or 0
    return Health(
        ok=report["ok"],
        checks=[
            Check(_NAMES.get(one["name"], one["name"]), one["ok"], _said(one["detail"])) for one in report["checks"]
        ],
        subscribers=[
            Subscriber(one.subscriber, max(last - one.sequence, 0), one.failures, one.failed_at, one.error)
            for one in OutboxCursor.objects.order_by("subscriber")
        ],
        parked=parked(_SHOWN),
        running=list(JobProgress.objects.filter(state__in=("waiting", "running")).order_by("-updated_at")[:_SHOWN]),
        failed=list(DBTaskResult.objects.failed().order_by("-finished_at")[:_SHOWN]),
        facts=_figure(found["event_store"], "facts"),
        lag_seconds=_figure(found["outbox"], "oldest_seconds"),
    )


def _figure(detail: Any, name: str) -> Any:
    return detail.get(name) if isinstance(detail, dict) else None


def _said(detail: Any) -> str:
    """A detail as one line; lists and tables of it stand elsewhere on the page."""
    if isinstance(detail, dict):
        return " · ".join(f"{name.removesuffix('_bytes')} {_short(name, value)}" for name, value in detail.items())
    return ", ".join(map(str, detail)) if isinstance(detail, list) else str(detail)


def _short(name: str, value: Any) -> str:
    if name.endswith("_bytes"):
        return filesizeformat(value)
    if isinstance(value, dict | list):
        return str(len(value))
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
