"""`siyu backup`: both stores, the secrets and the uploads in one file, while everything runs."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.settings import settings

FORMAT = 1
SQLITE_NAME, POSTGRESQL_NAME = "siyu.sqlite3", "siyu.pgdump"
FOLDERS = ("secrets", "media")
"""The identity key is among the secrets: without it, phone numbers seen before are never recognised again."""


def backup(file: Path, *, media: bool = True) -> dict[str, Any]:
    """Write FILE (tar.gz, readable by its owner only); answers facts, bytes and what the file holds.

    Facts are copied before the database. What is stated in between stands in the copied outbox, and the restore
    delivers it again from the copied watermark on; so the two copies need not be of one instant.
    """
    with _workplace() as place:
        rows = eventstore.connect().export(place / "events")
        _copy_database(place)
        facts = sum(count for name, count in rows.items() if name.startswith("facts-"))
        manifest = {
            "format": FORMAT,
            "created_at": clock.now().isoformat(),
            "database": connection.vendor,
            "facts": facts,
            "rows": rows,
        }
        (place / "manifest.json").write_text(json.dumps(manifest, indent=1))
        draft = file.with_name(f".{file.name}.draft")
        _pack(draft, place, [name for name in FOLDERS if media or name != "media"])
        draft.replace(file)
    return {"file": str(file), "facts": facts, "bytes": file.stat().st_size, "database": connection.vendor}


def _copy_database(place: Path) -> None:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(place / SQLITE_NAME)) as copy:
            source.backup(copy)  # one read transaction: a snapshot, writers go on
        return
    subprocess.run(
        ["pg_dump", "--format=custom", "--file", str(place / POSTGRESQL_NAME), *postgresql_target()],
        check=True, env=postgresql_environment(),
    )  # fmt: skip


def postgresql_target() -> list[str]:
    """The options by which PostgreSQL's own programs find our database; the password goes by the environment."""
    found = connection.settings_dict
    named = {"--host": found["HOST"], "--port": found["PORT"], "--username": found["USER"], "--dbname": found["NAME"]}
    return [f"{option}={value}" for option, value in named.items() if value]


def postgresql_environment() -> dict[str, str]:
    """The environment with the password, which must not show in the list of processes."""
    password = str(connection.settings_dict["PASSWORD"] or "")
    return {**os.environ, **({"PGPASSWORD": password} if password else {})}


def _pack(draft: Path, place: Path, folders: list[str]) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as tar:
        for part in sorted(place.iterdir()):
            tar.add(part, arcname=part.name)
        for name in folders:
            if (settings().home / name).is_dir():
                tar.add(settings().home / name, arcname=name)


@contextmanager
def _workplace() -> Iterator[Path]:
    """A private folder beside the data, so that big files never fill a small /tmp."""
    run = settings().home / "run"
    run.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = Path(tempfile.mkdtemp(prefix="backup-", dir=run))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
