"""The worker process: delivers the outbox, runs queued jobs, starts what is due. One light process, a few threads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from django.db import close_old_connections, connection

from siyu.platform.jobs import leases, schedule
from siyu.platform.outbox import numbering, relay
from siyu.platform.settings import settings

log = logging.getLogger("siyu.worker")
_LOOK_FOR_MESSAGES = 0.2  # seconds; one read of a partial index
_LOOK_FOR_JOBS = 0.5
_RETRY_DELIVERY = 2.0  # seconds until subscribers that failed are looked at again
_HOUSEKEEPING = 5.0  # seconds between heartbeats
_PATIENCE_AT_END = 4.0  # seconds a running job gets to end; afterwards the next worker takes it again


class Worker:
    """Threads that each repeat one small step until told to stop; a step's error is logged and the loop goes on."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._name = leases.my_name()
        self._next_retry = 0.0

    def run(self) -> None:
        """Work until `stop`; then wait a moment for running jobs."""
        leases.renew(self._name)
        leases.reclaim()
        threads = [self._thread("relay", self._relay, _LOOK_FOR_MESSAGES), self._thread("time", self._keep_house, 1.0)]
        threads += [
            self._thread(f"jobs-{number}", partial(self._run_jobs, number), _LOOK_FOR_JOBS)
            for number in range(settings().worker_threads)
        ]
        log.info("worker %s works", self._name)
        self._stop.wait()
        until = time.monotonic() + _PATIENCE_AT_END
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        leases.give_up(self._name)

    def stop(self) -> None:
        """Take on nothing new."""
        self._stop.set()

    def _thread(self, name: str, step: Callable[[], None], pause: float) -> threading.Thread:
        def loop() -> None:
            while not self._stop.is_set():
                try:
                    close_old_connections()
                    step()
                except Exception:
                    log.exception("%s stumbled", name)
                    self._stop.wait(1)
                self._stop.wait(pause)
            connection.close()

        thread = threading.Thread(target=loop, name=name, daemon=True)
        thread.start()
        return thread

    def _relay(self) -> None:
        if numbering.unnumbered() or time.monotonic() >= self._next_retry:
            relay.deliver_all(impatient=False)
            self._next_retry = time.monotonic() + _RETRY_DELIVERY

    def _run_jobs(self, number: int) -> None:
        """Run what is queued. The library's claim takes the write lock each time: look first without it."""
        from django_tasks_db.management.commands.db_worker import Worker as Runner
        from django_tasks_db.models import DBTaskResult

        while not self._stop.is_set() and DBTaskResult.objects.ready().exists():
            Runner(
                queue_names=["*"],
                interval=0,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=1,
                worker_id=f"{self._name}/{number}",
                excluded_queue_names=[],
            ).run()

    def _keep_house(self) -> None:
        leases.renew(self._name)
        leases.reclaim()
        schedule.run_due()
        self._stop.wait(_HOUSEKEEPING)
