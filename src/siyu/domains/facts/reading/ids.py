"""Ids for facts that were read: the file's own where it has them, else derived from content and occurrence."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa

_CONTENT: Final = ("person", "happened_at", "kind", "channel", "object_type", "object_id", "amount_fen", "props")
_UUID: Final = r"^[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}$"
_SEPARATOR: Final = "\x1f"


class FactIds:
    """Gives ids batch by batch. A row without `event_id` is known again by what it says and the how-manieth it is.

    For the occurrence, 8 bytes are kept of every such row of the file.
    """

    def __init__(self, account: int) -> None:
        self._account = account
        self._seen = _Multiset()

    def of(self, facts: pl.DataFrame) -> pa.Array:
        """16 bytes a row: a UUID as it is, other texts hashed (whatever their time), no text derived from content."""
        place = facts.select("event_id").with_row_index("place")
        uuids = place.filter(pl.col("event_id").str.contains(_UUID))
        texts = place.filter(pl.col("event_id").is_not_null() & ~pl.col("event_id").str.contains(_UUID))
        ids = np.empty(facts.height, dtype="V16")
        if uuids.height:
            plain = uuids["event_id"].str.replace_all("-", "").str.decode("hex")
            ids[uuids["place"].to_numpy()] = np.frombuffer(b"".join(plain), dtype="V16")
        if texts.height:
            ids[texts["place"].to_numpy()] = np.frombuffer(b"".join(map(self._hashed, texts["event_id"])), dtype="V16")
        without = place.filter(pl.col("event_id").is_null())["place"]
        if without.len():
            ids[without.to_numpy()] = self._derived(facts[without])
        return pa.Array.from_buffers(pa.binary(16), facts.height, [None, pa.py_buffer(ids)])

    def _hashed(self, text: str) -> bytes:
        """A version-8 UUID of the account and the text."""
        digest = bytearray(blake2b(f"{self._account}{_SEPARATOR}{text}".encode(), digest_size=16).digest())
        digest[6], digest[8] = digest[6] & 0x0F | 0x80, digest[8] & 0x3F | 0x80
        return bytes(digest)

    def _derived(self, facts: pl.DataFrame) -> np.ndarray[Any, Any]:
        """What `kernel.ids.derived_id` gives for the instant and (account, content…, occurrence), many at once."""
        hashes = facts.select(pl.struct(_CONTENT).hash(7)).to_series()
        rank = hashes.to_frame("h").select(pl.int_range(pl.len()).over("h")).to_series().to_numpy()
        occurrence = pl.Series("occurrence", self._seen.add(hashes.to_numpy()) + rank)
        milliseconds = facts["happened_at"].dt.epoch("ms")
        parts = [pl.col(name).cast(pl.String).fill_null("") for name in _CONTENT if name != "happened_at"]
        seeds = facts.with_columns(occurrence).select(
            pl.concat_str(
                pl.lit(str(self._account)), *parts, pl.col("occurrence").cast(pl.String), separator=_SEPARATOR
            )
        )
        tails = b"".join([blake2b(seed.encode(), digest_size=10).digest() for seed in seeds.to_series()])
        out = np.empty((facts.height, 16), dtype=np.uint8)
        out[:, :6] = milliseconds.to_numpy().astype(">u8").view(np.uint8).reshape(-1, 8)[:, 2:]
        out[:, 6:] = np.frombuffer(tails, dtype=np.uint8).reshape(-1, 10)
        out[:, 6] = out[:, 6] & 0x0F | 0x70
        out[:, 8] = out[:, 8] & 0x3F | 0x80
        return out.view("V16").reshape(-1)


class _Multiset:
    """How often each number came before: a few sorted runs, each at least twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[np.ndarray[Any, Any]] = []

    def add(self, numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """How often each of these came in earlier calls; then they count as come."""
        before = np.zeros(len(numbers), dtype=np.int64)
        for run in self._runs:
            before += np.searchsorted(run, numbers, side="right") - np.searchsorted(run, numbers, side="left")
        fresh = np.sort(numbers)
        while self._runs and len(self._runs[-1]) < 2 * len(fresh):
            fresh = np.sort(np.concatenate([self._runs.pop(), fresh]), kind="stable")
        self._runs.append(fresh)
        return before
