"""The rows an import refused: a page of them, and all as CSV for the spreadsheet they came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.models import ImportJob, RejectedRow
from siyu.domains.imports.queries.access import access_job
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

InWords = Callable[[str, str], tuple[str, str]]
"""Field and reason of a refused row, from codes to words."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rejected_rows(desk: Desk, job_id: int, *, cursor: str = "", limit: int = 50) -> Page[RejectedRow]:
    """A page of refused rows in file order. Raises NoSuchJob, ValueError on a broken cursor."""
    rows = _of(access_job(desk, job_id))
    if cursor:
        row, key = decode_cursor(cursor, 2)
        rows = rows.filter(row__gte=row).exclude(row=row, pk__lte=key)
    found = list(rows[: limit + 1])
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return Page(found[:limit], next_cursor=encode_cursor(last.row, last.pk) if last else None)


def rejected_csv(desk: Desk, job_id: int, heads: tuple[str, str], in_words: InWords) -> Iterator[str]:
    """The refused rows as CSV text, piece by piece, with a byte-order mark for Excel; no cell is ever a formula.

    Beside the codes stand their words: `heads` names the two columns, `in_words` says field and reason.
    """
    rows = _of(access_job(desk, job_id))
    yield "\ufeff" + csv_line("row", "field", "reason", *heads)
    for rejected in rows.iterator(chunk_size=2000):
        told = in_words(rejected.field, rejected.reason)
        yield csv_line(str(rejected.row), rejected.field, rejected.reason, *told)


def csv_line(*cells: str) -> str:
    """One CSV line whose cells a spreadsheet shows and never computes (a leading = + - @ tab gets an apostrophe)."""
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def _of(job: ImportJob):  # type: ignore[no-untyped-def]
    return RejectedRow.objects.of(job.account_id).filter(job=job).order_by("row", "pk")
