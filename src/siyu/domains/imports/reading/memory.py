"""Keeps a long import as small as a short one, and the garbage collector from walking its rows again and again."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa


def give_back() -> None:
    """Hand what Arrow and the C library keep for later back to the system; costs some milliseconds."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # glibc only
        ctypes.CDLL("libc.so.6").malloc_trim(0)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let the collector run once a million new objects: rows are tuples by the hundred thousand and form no cycles.

    Measured: with Python's own thresholds it took 5 to 8 % of an import.
    """
    before = gc.get_threshold()
    gc.set_threshold(1_000_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
