"""Progress, the schedule and leases, each in this process."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import psutil
import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from siyu.platform.jobs import housekeeping, leases, schedule
from siyu.platform.jobs.models import JobProgress, ScheduledRun, WorkerLease
from siyu.platform.jobs.progress import Progress, progress_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A schedule of one entry at 3 o'clock for an account in Shanghai and one in Honolulu; what it ran."""
    heard: list[str] = []
    monkeypatch.setattr(schedule.entries, "_entries", {})
    targets = [("1", "Asia/Shanghai"), ("2", "Pacific/Honolulu")]
    schedule.daily("standings", 3, heard.append, lambda: targets)
    return heard


def _at(text: str) -> int:
    with time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=UTC), tick=False):
        return schedule.run_due()


def test_a_day_is_run_once_at_the_hour_of_each_place(ran: list[str]) -> None:
    assert _at("2026-05-01 12:00") == 0, "a new installation has nothing of yesterday to do"
    assert _at("2026-05-01 12:59") == 0
    assert _at("2026-05-01 13:01") == 1, "03:01 in Honolulu"
    assert _at("2026-05-01 18:59") == 0
    assert _at("2026-05-01 19:01") == 1, "03:01 in Shanghai"
    assert _at("2026-05-01 19:02") == 0
    assert ran == ["2", "1"]
    assert _at("2026-05-06 01:00") == 2, "missed days are caught up once"


def test_a_rival_that_was_quicker_is_no_error(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _at("2026-05-01 12:00")

    def rival(target: str) -> None:
        raise AssertionError(f"{target} was run twice")

    for target in ("1", "2"):
        ScheduledRun.objects.create(name="standings", target=target, day="2026-05-02", ran_at=timezone.now())
    monkeypatch.setattr(schedule.entries, "_entries", {})
    schedule.daily("standings", 3, rival, lambda: [("1", "Asia/Shanghai")])
    assert _at("2026-05-02 01:00") == 0


def test_a_run_that_fails_is_not_marked_as_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule.entries, "_entries", {})
    failing = [True]

    def run(_: str) -> None:
        if failing[0]:
            raise RuntimeError("no")

    schedule.daily("x", 0, run)
    _at("2026-05-01 12:00")
    with pytest.raises(RuntimeError):
        _at("2026-05-02 12:00")
    failing[0] = False
    assert _at("2026-05-02 12:01") == 1


def test_progress_is_throttled_and_belongs_to_its_account() -> None:
    progress = Progress("import:1", 5)
    progress.start(total=1000, step="reading")
    for done in range(500):
        progress.advance(done)
    read = progress_of("import:1", 5)
    assert read is not None
    assert (read["state"], read["step"], read["percent"]) == ("running", "reading", 0)
    assert progress_of("import:1", 6) is None
    progress.finish(orders=3)
    assert progress_of("import:1", 5) is not None
    done = progress_of("import:1", 5) or {}
    assert (done["state"], done["percent"], done["result"]) == ("done", 100, {"orders": 3})
    progress.fail("the disk is full")
    assert (progress_of("import:1", 5) or {})["error"] == "the disk is full"
    assert JobProgress.objects.count() == 1


def _running(worker: str, attempts: int = 1) -> DBTaskResult:
    job = housekeeping.prune.enqueue().db_result
    job.status, job.started_at, job.worker_ids = "RUNNING", timezone.now(), [f"{worker}/0"] * attempts
    job.save()
    return job


def test_only_jobs_of_dead_workers_are_taken_again() -> None:
    mine = leases.my_name()
    leases.renew(mine)
    WorkerLease.objects.create(worker="siyu:elsewhere:1:1", host="elsewhere", pid=1, started=0, seen_at=timezone.now())
    WorkerLease.objects.create(
        worker="siyu:away:1:1", host="away", pid=1, started=0, seen_at=timezone.now() - timedelta(minutes=5)
    )
    WorkerLease.objects.create(
        worker="siyu:reborn", host=leases._host(), pid=os.getpid(), seen_at=timezone.now(),
        started=psutil.Process().create_time() - 100,
    )  # fmt: skip
    kept = [_running(mine), _running("siyu:elsewhere:1:1"), _running("another-program")]
    taken = [_running("siyu:away:1:1"), _running("siyu:reborn"), _running("siyu:unknown")]
    worn_out = _running("siyu:unknown", attempts=leases.MOST_ATTEMPTS)
    leases.reclaim()
    assert {DBTaskResult.objects.get(pk=job.pk).status for job in kept} == {"RUNNING"}
    assert {DBTaskResult.objects.get(pk=job.pk).status for job in taken} == {"READY"}
    assert DBTaskResult.objects.get(pk=worn_out.pk).status == "FAILED"
    assert WorkerLease.objects.count() == 2


def test_housekeeping_runs(event_store: object) -> None:
    assert set(housekeeping.prune.call()) == {"messages", "jobs", "progress", "runs"}
    assert housekeeping.compact.call() == {"before": 0, "after": 0}
