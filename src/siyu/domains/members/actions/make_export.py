"""Make the ZIP with everything that is known about a member: each table as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from siyu.domains.fans.actions.export_persons import defused
from siyu.domains.members import conf
from siyu.domains.members.actions.ask_export import progress_key
from siyu.domains.members.models import DataExport
from siyu.domains.members.types import exports
from siyu.kernel import clock
from siyu.platform.jobs.progress import Progress
from siyu.platform.settings import settings


def file_of(public_id: str) -> Path:
    """Where the ZIP lies."""
    folder = settings().home / "member_exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{public_id}.zip"


def make_export(public_id: str) -> None:
    """Make it, telling how far it is; begun again it comes to the same end."""
    export = DataExport.objects.select_related("user").filter(public_id=public_id, state="waiting").first()
    if export is None:
        return
    progress, sources = Progress(progress_key(public_id), 0), list(exports)
    progress.start(total=len(sources), step="export")
    whole = file_of(public_id)
    draft = whole.with_suffix(".part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (name, source) in enumerate(sources, 1):
            rows = list(source.rows(export.user))
            archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str))
            archive.writestr(f"{name}.csv", _csv(rows))
            progress.advance(done)
    draft.rename(whole)
    ready = DataExport.objects.filter(pk=export.pk, state=DataExport.State.WAITING)
    ready.update(state=DataExport.State.READY, ready_at=clock.now(), bytes=whole.stat().st_size)
    progress.finish()


def forget_old_exports() -> int:
    """Delete the files whose days are over; answers how many."""
    old = DataExport.objects.filter(asked_at__lte=clock.now() - conf.EXPORT_KEPT).exclude(state=DataExport.State.GONE)
    return _forget(old)


def forget_exports_of(user: Any) -> int:
    """Delete all files made for a member."""
    return _forget(DataExport.objects.filter(user=user).exclude(state=DataExport.State.GONE))


def _forget(rows: Any) -> int:
    gone = 0
    for export in rows:
        file_of(export.public_id).unlink(missing_ok=True)
        file_of(export.public_id).with_suffix(".part").unlink(missing_ok=True)
        export.state = DataExport.State.GONE
        export.save(update_fields=["state"])
        gone += 1
    return gone


def _csv(rows: Iterable[dict[str, Any]]) -> str:
    """With a mark at the beginning, so that spreadsheets read the Chinese; no cell is taken for a formula."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(names)
    for row in rows:
        cells = (row.get(name, "") for name in names)
        texts = (json.dumps(c, ensure_ascii=False) if isinstance(c, (dict, list)) else str(c) for c in cells)
        writer.writerow(["" if text == "None" else defused(text) for text in texts])
    return "\ufeff" + sheet.getvalue()
