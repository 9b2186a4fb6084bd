"""Where the engine of an installation lives: its file, its socket, its lock and the key to its door."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from siyu.platform.process import FileLock, socket_path
from siyu.platform.settings import settings


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
        return socket_path(self.run / "engine.sock")

    def key(self) -> bytes:
        """The shared secret that both ends of the socket prove to know."""
        return settings().model_copy(update={"home": self.home}).secret("engine_key").encode()

    def supervised(self) -> bool:
        """Whether a `siyu serve` runs here and looks after the engine."""
        return FileLock(self.run / "serve.lock").held_by_someone()


def here() -> Place:
    """The place of this installation."""
    return Place(settings().home)
