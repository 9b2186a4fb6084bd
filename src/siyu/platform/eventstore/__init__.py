"""The event store: one DuckDB file owned by one engine process, reached over a local socket with Arrow."""

from __future__ import annotations

from siyu.platform.eventstore.store import EventStore

__all__ = ["EventStore", "connect", "use"]

_current: EventStore | None = None


def connect() -> EventStore:
    """The event store of this process: the engine of SIYU_HOME, started when it does not run yet."""
    global _current  # noqa: PLW0603 - one connection pool a process
    if _current is None:
        from siyu.platform.eventstore.client import RemoteStore

        _current = RemoteStore()
    return _current


def use(store: EventStore | None) -> None:
    """Put another store in place (tests: one in this process); None goes back to the engine."""
    global _current  # noqa: PLW0603
    _current = store
