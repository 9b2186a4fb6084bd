"""Where the files of imports lie under SIYU_HOME, and what one look at them finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.reading.table import look
from siyu.domains.imports.types import Layout, Table
from siyu.kernel.ids import new_id
from siyu.platform.settings import settings


def new_folder() -> Path:
    """A fresh private folder for one upload."""
    folder = settings().home / "imports" / f"upload-{new_id()}"
    folder.mkdir(parents=True, mode=0o700)
    return folder


def work_folder(job: ImportJob) -> Path:
    """Where a job keeps what it reads until it is applied."""
    return settings().home / "imports" / f"job-{job.pk}"


def trial_folder(job: ImportJob) -> Path:
    """Where a dry run keeps what it reads until it has counted it."""
    return settings().home / "imports" / f"trial-{job.pk}"


def deliveries_folder(job: ImportJob) -> Path:
    """Where the deliveries of a finished import wait to be compared."""
    return settings().home / "imports" / f"deliveries-{job.pk}"


def keep(folder: Path, name: str, given_name: str, chunks: Iterable[bytes]) -> Path:
    """Store an upload; its given name lends only the ending."""
    path = folder / f"{name}{Path(given_name).suffix[:8].lower()}"
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    path.chmod(0o600)
    return path


def look_at(path: Path, layout: Layout | None = None) -> Table:
    """What is in the file. Raises NotATable."""
    return look(path, layout)


def remove(folder: Path) -> None:
    """Delete a folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)


def empty(folder: Path) -> None:
    """Delete everything in a folder but its lock."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != "lock":
            path.unlink()


def forget_upload(job: ImportJob) -> None:
    """Delete an uploaded file that was imported: it holds addresses and numbers nobody needs any more."""
    folder = Path(job.file).parent
    if folder.name.startswith("upload-") and folder.parent == settings().home / "imports":
        remove(folder)


def fingerprint(*paths: Path, said: str) -> str:
    """What makes two imports the same import: the content of the files and how they are to be read."""
    digest = sha256(said.encode())
    for path in paths:
        digest.update(b"\x1f")
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()[:32]
