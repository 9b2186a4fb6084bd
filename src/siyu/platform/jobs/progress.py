"""Progress that people can watch: a job writes it now and then, a page reads it."""

from __future__ import annotations

import time
from typing import Any

from siyu.platform.jobs.models import JobProgress

_EVERY = 0.4  # seconds between two writes; a bar needs no more, and the database has better things to do


class Progress:
    """The progress of one job under a key that the waiting page knows. Only changes of step are written at once."""

    def __init__(self, key: str, account_id: int) -> None:
        self.key, self.account_id = key, account_id
        self._written = 0.0

    def start(self, total: int = 0, step: str = "") -> None:
        """Begin, or begin the next step; `total` 0 means that nobody knows how much there is."""
        self._write(done=0, total=total, step=step, state="running", error="")

    def advance(self, done: int, total: int | None = None) -> None:
        """Say how much is done so far; most calls cost nothing."""
        if time.monotonic() - self._written >= _EVERY:
            self._write(done=done, **({} if total is None else {"total": total}))

    def finish(self, **result: Any) -> None:
        """Done; `result` (JSON values) is what the page shows then."""
        self._write(state="done", result=result)

    def fail(self, error: str) -> None:
        """Given up; `error` is a sentence for people."""
        self._write(state="failed", error=error)

    def _write(self, **fields: Any) -> None:
        self._written = time.monotonic()
        JobProgress.objects.update_or_create(key=self.key, defaults={"account_id": self.account_id, **fields})


def progress_of(key: str, account_id: int) -> dict[str, Any] | None:
    """What a progress bar shows: state (waiting, running, done, failed), step, done, total, percent (None: unknown).

    None when there is no such job, or it belongs to another account.
    """
    found = JobProgress.objects.filter(key=key, account_id=account_id).first()
    if found is None:
        return None
    share = 100 * found.done // found.total if found.total else None
    return {
        "key": key,
        "state": found.state,
        "step": found.step,
        "done": found.done,
        "total": found.total,
        "percent": 100 if found.state == "done" else share if share is None else min(share, 100),
        "error": found.error,
        "result": found.result,
        "updated_at": found.updated_at,
    }
