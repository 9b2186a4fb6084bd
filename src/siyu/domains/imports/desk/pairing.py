"""Files dropped in together find each other: an order file and the line file of the same platform are one import."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from siyu.domains.imports.desk.findings import explain_fault
from siyu.domains.imports.queries.file_roles import FileRole, role_of
from siyu.kernel.errors import SiyuError


@dataclass(frozen=True)
class Parcel:
    """One import to be: a file and perhaps its line file."""

    file: UploadedFile[Any]
    lines: UploadedFile[Any] | None = None


def pair(files: Sequence[UploadedFile[Any]]) -> tuple[list[Parcel], list[tuple[str, str]]]:
    """The imports that the files make, and (name, words) for what is no table; a line file may stand alone."""
    known: list[tuple[UploadedFile[Any], FileRole]] = []
    faults: list[tuple[str, str]] = []
    for file in files:
        try:
            with _on_disk(file) as path:
                known.append((file, role_of(path)))
        except SiyuError as fault:
            faults.append((file.name or "", explain_fault(fault)))
    lines = [(file, role) for file, role in known if role.role == "lines"]
    parcels = []
    for file, role in known:
        if role.role == "lines":
            continue
        mate = next((other for other in lines if role.role == "orders" and other[1].scope == role.scope), None)
        if mate is not None:
            lines.remove(mate)
        parcels.append(Parcel(file, mate[0] if mate else None))
    return parcels + [Parcel(file) for file, _role in lines], faults


@contextmanager
def _on_disk(file: UploadedFile[Any]) -> Iterator[Path]:
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with tempfile.TemporaryDirectory(prefix="siyu-upload-") as folder:
        path = Path(folder) / f"file{Path(file.name or '').suffix.lower()}"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        file.seek(0)
        yield path
