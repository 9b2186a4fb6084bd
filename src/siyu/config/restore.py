"""`siyu restore`: brings a backup back into an empty home, and delivers what its outbox still held."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection, connections

from siyu.config.backup import (
    FOLDERS,
    FORMAT,
    POSTGRESQL_NAME,
    SQLITE_NAME,
    postgresql_environment,
    postgresql_target,
)
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform import eventstore
from siyu.platform.db.schema import bring_up_to_date
from siyu.platform.eventstore.engine import retire
from siyu.platform.eventstore.place import here
from siyu.platform.outbox import relay, to_event_store
from siyu.platform.outbox.models import OutboxCursor
from siyu.platform.settings import settings


class NotEmptyError(SiyuError):
    """There is something to lose."""

    code = "not_empty"
    status = 409


def restore(file: Path, *, force: bool = False) -> dict[str, Any]:
    """Bring FILE back; answers its facts and when it was made.

    Raises NotEmptyError where data lies or `siyu serve` runs (`force` replaces data, never under a running serve),
    Invalid for a file that is no backup or is one of the other kind of database.
    """
    if here().supervised():
        raise NotEmptyError("siyu serve runs on this home; stop it first")
    if not force and _has_data():
        raise NotEmptyError(f"{settings().home} holds data; restore into an empty home, or say --force")
    place = Path(tempfile.mkdtemp(prefix="restore-", dir=here().run))
    try:
        manifest = _unpack(file, place)
        retire(here())
        _put_database(place)
        for name in FOLDERS:
            if (place / name).is_dir():
                shutil.copytree(place / name, settings().home / name, dirs_exist_ok=True)
        bring_up_to_date()
        rows = eventstore.connect().load(place / "events")
        _rewind()
        relay.deliver_all()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if rows != manifest["rows"]:
        raise Invalid("The backup's facts are not complete.", expected=manifest["rows"], found=rows)
    return {"facts": manifest["facts"], "created_at": manifest["created_at"], "database": connection.vendor}


def _has_data() -> bool:
    if connection.vendor == "sqlite":
        return Path(str(connection.settings_dict["NAME"])).exists() or here().database.exists()
    return bool(connection.introspection.table_names()) or here().database.exists()


def _unpack(file: Path, place: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(place, filter="data")  # refuses paths that lead out, links and devices
        manifest: dict[str, Any] = json.loads((place / "manifest.json").read_text())
    except (tarfile.TarError, OSError, EOFError, ValueError) as broken:
        raise Invalid(f"{file.name} is no backup of Siyu, or is damaged.", field="file") from broken
    if manifest["format"] != FORMAT or manifest["database"] != connection.vendor:
        raise Invalid(
            f"This is a backup of {manifest['database']} (format {manifest['format']}); "
            f"here is {connection.vendor} (format {FORMAT}).",
            field="file",
        )
    return manifest


def _put_database(place: Path) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        target = Path(str(connection.settings_dict["NAME"]))
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        (place / SQLITE_NAME).replace(target)
        return
    subprocess.run(
        ["pg_restore", "--clean", "--if-exists", "--no-owner", *postgresql_target(), str(place / POSTGRESQL_NAME)],
        check=True, env=postgresql_environment(),
    )  # fmt: skip


def _rewind() -> None:
    """Every subscriber goes back to what the copied event store had: later messages are delivered again."""
    cursor = OutboxCursor.objects.filter(subscriber=to_event_store.NAME).first()
    if cursor is None:
        return
    had = eventstore.connect().watermark(to_event_store.source())
    OutboxCursor.objects.filter(sequence__gt=had).update(sequence=had)
