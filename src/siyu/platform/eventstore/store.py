"""What every event store can do, whichever process holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa


class EventStore(Protocol):
    """Facts and the mirror of persons. All calls are atomic and may be repeated safely."""

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """Read with DuckDB SQL and named `$params`; never writes."""
        ...

    def append(self, facts: pa.Table, *, source: str, sequence: int) -> int:
        """Add facts unless this source already delivered this sequence; answers how many rows were added."""
        ...

    def upsert(self, facts: pa.Table, *, source: str = "", sequence: int = 0) -> int:
        """Add facts, replacing those of the same event_id; answers how many ids were new."""
        ...

    def mirror_persons(self, account: int, persons: pa.Table) -> None:
        """Insert or replace mirrored persons of an account by person id."""
        ...

    def forget_persons(self, account: int, persons: list[int]) -> None:
        """Drop mirrored persons (merged away or erased); their facts stay where attribution put them."""
        ...

    def attribute(self, account: int, person_of: Mapping[int, int]) -> int:
        """Give the facts of each identity to its person; answers how many facts moved."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...
