"""What an import came to, in the shape of the public contract."""

from __future__ import annotations

from typing import Any, Final

from siyu.domains.imports.models import ImportJob, RejectedRow

COUNTERS: Final = (
    "rows", "orders", "lines", "orders_new", "orders_updated", "orders_unchanged", "persons_new", "persons_matched",
    "anonymous_orders", "total_fen", "paid_fen", "refunded_fen",
)  # fmt: skip


def outcome(job: ImportJob) -> dict[str, Any]:
    """The JSON of `siyu import orders`: counters, refused rows, warnings; sums in fen over paid orders of the file."""
    rows = RejectedRow.objects.of(job.account_id).filter(job_id=job.pk).order_by("pk")
    return {
        "preset": job.preset,
        "encoding": job.encoding,
        **{name: job.counters.get(name, 0) for name in COUNTERS},
        "rejected": job.counters.get("rejected_rows") or list(rows.values("row", "field", "reason")),
        "warnings": job.warnings,
    }
