"""Where the engine of an installation lives: its file, its socket, its lock and the key to its door."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from hashlib import blake2b
from os import getuid
from pathlib import Path

from siyu.platform.process import FileLock
from siyu.platform.settings import settings

_LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes


@dataclass(frozen=True)
class Place:
    """The paths of one engine, all under SIYU_HOME (but for a socket whose path would be too long)."""

    home: Path

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.home / "events.duckdb"

    @property
    def run(self) -> Path:
        """Locks, sockets and logs of running processes; private to their user."""
        run = self.home / "run"
        run.mkdir(parents=True, exist_ok=True, mode=0o700)
        return run

    @property
    def lock(self) -> Path:
        """Held by the one engine that owns the database."""
        return self.run / "engine.lock"

    @property
    def log(self) -> Path:
        """What an engine started in the background has to say."""
        return self.run / "engine.log"

    @property
    def socket(self) -> str:
        """The engine's Unix socket."""
        path = str(self.run / "engine.sock")
        if len(path.encode()) <= _LONGEST_SOCKET_PATH:
            return path
        private = Path(tempfile.gettempdir()) / f"siyu-{getuid()}"
        private.mkdir(mode=0o700, exist_ok=True)
        if private.stat().st_uid != getuid() or private.stat().st_mode & 0o077:
            raise PermissionError(f"{private} belongs to somebody else")
        return str(private / f"{blake2b(path.encode(), digest_size=8).hexdigest()}.sock")

    def key(self) -> bytes:
        """The shared secret that both ends of the socket prove to know."""
        return settings().model_copy(update={"home": self.home}).secret("engine_key").encode()

    def supervised(self) -> bool:
        """Whether a `siyu serve` runs here and looks after the engine."""
        return FileLock(self.run / "serve.lock").held_by_someone()


def here() -> Place:
    """The place of this installation."""
    return Place(settings().home)
