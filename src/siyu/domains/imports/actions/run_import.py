"""Run one import job from file to facts: read, gather, apply; resumes where a killed run stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.match_identities import TrialMatches
from siyu.domains.imports.actions import job_files
from siyu.domains.imports.actions.apply_orders import Applied, apply_orders, try_orders
from siyu.domains.imports.actions.match_deliveries import gather_deliveries, hand_over_deliveries
from siyu.domains.imports.actions.stage_file import Staged, looks_truncated, stage
from siyu.domains.imports.actions.store_orders import OrderStore
from siyu.domains.imports.errors import WrongState, fault_of
from siyu.domains.imports.jobs import compare_deliveries
from siyu.domains.imports.models import ImportJob, RejectedRow
from siyu.domains.imports.reading.memory import give_back, rare_collections
from siyu.domains.imports.reading.orders import orders_of
from siyu.domains.imports.reading.staging import order_chunks
from siyu.domains.imports.types import Layout, Totals
from siyu.kernel import clock
from siyu.kernel.errors import SiyuError
from siyu.platform import audit
from siyu.platform.db import bulk
from siyu.platform.process import FileLock

Progress = Callable[[str, int, int], None]
"""Told (step, done, total) as the job goes on; steps are read, gather, apply."""

_OVER: Final = {ImportJob.State.DONE, ImportJob.State.FAILED, ImportJob.State.CANCELLED}
_CHANCE: Final = 0.05  # share of order numbers that may end in zeros by chance before it is worth a warning


def run_import(job_id: int, *, dry_run: bool = False, progress: Progress | None = None) -> ImportJob:
    """Do the job's work and return it in its final state; `job.counters` and `job.warnings` say what came out.

    Called by the worker and by `siyu import orders`. A dry run goes through the whole file, writes nothing and takes
    no lock; only the returned job knows what came out.
    Faults of the file end the job as FAILED with one sentence in `job.error` and raise (NotATable, UnknownLayout ...).
    """
    job: ImportJob = ImportJob.objects.unscoped("jobs of all accounts are run").select_related("account").get(pk=job_id)
    if job.state in _OVER:
        return job
    folder = job_files.trial_folder(job) if dry_run else job_files.work_folder(job)
    lock = FileLock(folder / "lock")
    if not lock.take():
        raise WrongState("This import is running already.", state=job.state)
    if dry_run:
        job_files.empty(folder)  # what a killed one left may have been read by another mapping
    try:
        with bulk.flat_memory(), rare_collections():
            _Run(job, folder, dry_run=dry_run, progress=progress).run()
    except SiyuError as fault:
        if not dry_run:
            job.counters = {**job.counters, "fault": fault_of(fault)}
            _end(job, ImportJob.State.FAILED, error=fault.message)
        job_files.remove(folder)
        raise
    finally:
        lock.drop()
        give_back()  # the facts are delivered next, by an engine that needs memory too
    if job.state in _OVER:
        job_files.remove(folder)
    if job.state == ImportJob.State.DONE and not dry_run:
        job_files.forget_upload(job)
    return job


class _Run:
    """One process's work on a job, from its checkpoint on."""

    def __init__(self, job: ImportJob, folder: Path, *, dry_run: bool, progress: Progress | None) -> None:
        self.job, self.folder, self.dry_run = job, folder, dry_run
        self.account: Account = job.account
        self.progress = progress or (lambda *_: None)
        self.totals = Totals()

    def run(self) -> None:
        job = self.job
        if self.dry_run:
            return self._try(*self._staged())
        job.state, job.started_at = ImportJob.State.RUNNING, job.started_at or clock.now()
        job.step = job.step or "read"
        job.save(update_fields=["state", "started_at", "step"])
        self._apply(*self._staged())
        return None

    def _staged(self) -> tuple[Staged, Layout]:
        job = self.job
        staged, layout = stage(
            self.folder,
            Path(job.file),
            Path(job.lines_file) if job.lines_file else None,
            preset=job.preset or "auto",
            mapping=job.mapping or None,
            zone=self.account.time_zone,
            report=self._reading,
        )
        job.rows_total = staged.rows + staged.lines_rows
        return staged, layout

    def _try(self, staged: Staged, layout: Layout) -> None:
        """What `_apply` would come to, on the job in memory alone."""
        job = self.job
        self._take_findings(staged)
        job.counters["rejected_rows"] = [
            {"row": row, "field": field, "reason": reason} for row, field, reason in staged.rejected
        ]
        trial = TrialMatches(self.account, source=f"import:{job.pk}")
        for place, rows, given in self._chunks():
            orders, _lines = orders_of(rows, given, layout)
            self._count(place, _height(rows, given), orders, try_orders(self.account, layout, orders, trial))
            give_back()
            self.progress("apply", job.rows_done, job.rows_total)
        self._sum_up(staged)
        job.state = ImportJob.State.DONE

    def _reading(self, step: str, done: int, total: int) -> None:
        """Pass progress on, and keep it on the job for the page that waits (a few times in all)."""
        self.progress(step, done, total)
        tenth = done * 10 // max(total, 1)
        if not self.dry_run and (step, tenth) != getattr(self, "_said", None):
            self._said = (step, tenth)
            ImportJob.objects.of(self.account).filter(pk=self.job.pk).update(
                step=step, rows_done=done, rows_total=total
            )

    def _apply(self, staged: Staged, layout: Layout) -> None:
        if not self._begin(staged):
            return
        store = OrderStore(has_lines=bool(self.job.lines_file) or not layout.titles_joined_by)
        for place, rows, given in self._chunks():
            if place < self.job.counters["chunks"]:
                continue
            orders, lines = orders_of(rows, given, layout)
            with bulk.trusted_keys(), transaction.atomic():
                if not self._still_wanted():
                    return
                applied = apply_orders(self.account, self.job, layout, orders, lines, store)
                gather_deliveries(self.folder, place, orders, layout)
                self._count(place, _height(rows, given), orders, applied)
                self.job.save(update_fields=["counters", "rows_done", "orders_done"])
            give_back()
            self.progress("apply", self.job.rows_done, self.job.rows_total)
        self._finish(staged)

    def _chunks(self) -> Iterator[tuple[int, pl.DataFrame, pl.DataFrame | None]]:
        """(place, rows, their rows of the line file) of whole orders; None without a line file."""
        for place, (rows, line_rows) in enumerate(order_chunks(self.folder)):
            yield place, rows, rows.head(0) if self.job.lines_file and line_rows is None else line_rows

    def _begin(self, staged: Staged) -> bool:
        """Write down what reading found, once; answers whether the job is still wanted."""
        job = self.job
        if job.step == "apply":
            return self._still_wanted()
        with transaction.atomic():
            if not self._still_wanted():
                return False
            self._take_findings(staged)
            job.save(update_fields=["step", "preset", "encoding", "rows_done", "rows_total", "counters"])
            rows = [(self.account.pk, job.pk, row, field[:40], reason) for row, field, reason in staged.rejected]
            bulk.insert_rows(RejectedRow, ("account_id", "job_id", "row", "field", "reason"), rows)
        return True

    def _take_findings(self, staged: Staged) -> None:
        job = self.job
        job.step, job.preset, job.encoding, job.rows_done = "apply", staged.preset, staged.encoding, 0
        job.counters = {**Totals(rows=staged.rows).__dict__, "chunks": 0, "rejected": staged.rejected_count}
        job.counters |= {"truncated": 0, "reviews": 0, "long_numbers": 0, "refund_documents": 0}

    def _still_wanted(self) -> bool:
        """Whether nobody cancelled the job meanwhile; holds its row until the transaction ends."""
        jobs = ImportJob.objects.of(self.account).select_for_update()
        state = jobs.values_list("state", flat=True).get(pk=self.job.pk)
        if state == ImportJob.State.CANCELLED:
            self.job.state = state
        return bool(state != ImportJob.State.CANCELLED)

    def _count(self, place: int, rows: int, orders: pl.DataFrame, applied: Applied) -> None:
        """Count the chunk, to be saved in its own transaction: after a kill either all of it is there or nothing."""
        job, counters = self.job, dict(self.job.counters)
        paid = orders.filter(pl.col("was_paid") | pl.col("refund_only"))
        real = orders.filter(~pl.col("refund_only"))
        only = int(orders.filter("refund_only")["refunded_fen"].sum())
        for name, value in {
            "chunks": 1,
            "orders": real.height,
            "lines": int(orders["line_count"].sum()),
            "orders_new": applied.new,
            "orders_updated": applied.updated,
            "orders_unchanged": applied.unchanged,
            "persons_new": applied.persons_new,
            "anonymous_orders": real.filter(pl.all_horizontal(pl.col("buyer", "phone", "email").is_null())).height,
            "total_fen": int(paid["total_fen"].sum()),
            "paid_fen": int(paid["paid_fen"].sum()) - only,
            "refunded_fen": int(paid["refunded_fen"].sum()),
            "reviews": applied.reviews,
            "refund_documents": orders.height - real.height,
            "truncated": int(looks_truncated(orders["order_no"]).sum()),
            "long_numbers": int(orders["order_no"].str.contains(r"^\d{16,}$").sum()),
        }.items():
            counters[name] = counters.get(name, 0) + value
        np.save(self.folder / f"persons-{place:06d}.npy", applied.persons)
        job.counters = counters
        job.rows_done += rows
        job.orders_done += orders.height

    def _sum_up(self, staged: Staged) -> None:
        job = self.job
        counters = dict(job.counters)
        parts = [np.load(path) for path in sorted(self.folder.glob("persons-*.npy"))]
        met = len(np.unique(np.concatenate(parts))) if parts else 0
        counters["persons_matched"] = met - counters["persons_new"]
        job.counters, job.warnings = counters, _warnings(staged, counters, self.folder)

    def _finish(self, staged: Staged) -> None:
        self._sum_up(staged)
        job, counters = self.job, self.job.counters
        has_deliveries = hand_over_deliveries(job, self.folder)
        with transaction.atomic():
            if has_deliveries:
                compare_deliveries.enqueue(job.pk)
            _end(job, ImportJob.State.DONE)
            audit.record(
                account_id=self.account.pk,
                actor_id=job.started_by_id,
                act="import.finished",
                target=f"importjob:{job.pk}",
                orders_new=counters["orders_new"],
                orders_updated=counters["orders_updated"],
            )


def _height(rows: pl.DataFrame, given: pl.DataFrame | None) -> int:
    return rows.height + (0 if given is None else given.height)


def _end(job: ImportJob, state: ImportJob.State, error: str = "") -> None:
    job.state, job.error, job.finished_at = state, error, clock.now()
    job.save(update_fields=["state", "error", "finished_at", "counters", "warnings"])


def _warnings(staged: Staged, counters: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    found = [
        {"kind": kind, "count": count, "example": staged.examples.get(kind, "")}
        for kind, count in staged.noticed.items()
        if count
    ]
    truncated = counters["truncated"]
    if truncated > _CHANCE * counters["long_numbers"]:
        example = next(iter(_truncated_example(folder)), "")
        found.append({"kind": "truncated_ids", "count": truncated, "example": example})
    if counters["reviews"]:
        found.append({"kind": "weak_matches", "count": counters["reviews"], "example": ""})
    if counters["rejected"] > len(staged.rejected):
        found.append({"kind": "more_rejected", "count": counters["rejected"] - len(staged.rejected), "example": ""})
    return found


def _truncated_example(folder: Path) -> list[str]:
    for rows, _ in order_chunks(folder):
        hits = rows["order_no"].filter(looks_truncated(rows["order_no"]))
        if len(hits):
            return [str(hits[0])]
    return []
