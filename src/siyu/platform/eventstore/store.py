"""What every event store can do, whichever process holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


class EventStore(Protocol):
    """Facts and the mirror of persons. All calls are atomic and may be repeated; errors are those of `errors`."""

    def query(self, sql: str, params: Mapping[str, Any] | None = None, *, patience: float | None = None) -> pa.Table:
        """Read with one SELECT of DuckDB SQL and named `$params`; an aware datetime is given as its UTC time.

        `patience` seconds are waited for a store that does not answer, where the caller can do without.
        """
        ...

    def append(self, facts: pa.Table, *, source: str, sequence: int) -> int:
        """Add facts unless this source already delivered this sequence; answers how many rows were added."""
        ...

    def upsert(self, facts: pa.Table, *, source: str = "", sequence: int = 0) -> int:
        """Add facts, replacing those of the same account and event_id; answers how many ids were new.

        Of doubles within the table the last one wins. With a source, a sequence that it delivered already does
        nothing and answers 0.
        """
        ...

    def mirror_persons(self, account: int, persons: pa.Table) -> None:
        """Insert or replace mirrored persons (schema `PERSONS`) of an account by person id."""
        ...

    def forget_persons(self, account: int, persons: list[int]) -> None:
        """Drop mirrored persons (merged away or erased); their facts stay where attribution put them."""
        ...

    def attribute(self, account: int, person_of: Mapping[int, int]) -> int:
        """Give the facts of each identity to its person; answers how many facts moved."""
        ...

    def erase(self, account: int, kinds: list[int], channel: str = "") -> int:
        """Drop the facts of these kinds (of one channel, if given), for a rebuild to restate; answers how many."""
        ...

    def watermark(self, source: str) -> int:
        """The last sequence that a source delivered; 0 when it never did."""
        ...

    def version(self, account: int) -> str:
        """A word that changes whenever facts or mirrored persons of an account may have; figures are kept by it."""
        ...

    def compact(self, *, only_if_worth: bool = False) -> dict[str, Any]:
        """Rewrite the file with each month ordered by kind, person and time, and without dead space.

        Answers the bytes before and after. `only_if_worth` leaves it when little is dead or out of order.
        """
        ...

    def export(self, folder: Path) -> dict[str, int]:
        """Write everything of one instant as Parquet files, facts one a month; answers rows by file name."""
        ...

    def load(self, folder: Path) -> dict[str, int]:
        """Replace everything by an export; answers rows by file name."""
        ...

    def status(self, *, patience: float | None = None) -> dict[str, Any]:
        """Figures for the health page: facts, persons, bytes on disk, memory in use, seconds since start."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...


def plain_params(params: Mapping[str, Any] | None) -> dict[str, Any]:
    """Parameters as the tables hold them: an aware datetime becomes naive UTC, like `happened_at`."""
    return {
        name: value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value
        for name, value in (params or {}).items()
    }
