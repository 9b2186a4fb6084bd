"""Made-up facts for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.schema import FACTS

START_MS = 1_700_000_000_000


def some_facts(numbers: Iterable[int], **same: Any) -> pa.Table:
    """One paid order of 1 yuan a number, a second apart, each by its own person; `same` overrides columns."""
    rows = [
        {
            "event_id": derived_id(START_MS + n * 1000, "test", n).bytes, "account": 1, "person": n, "identity": n,
            "happened_at": START_MS + n * 1000, "kind": 43, "channel": "taobao", "object_type": "order",
            "object_id": f"o{n}", "amount_fen": 100, "props": None, **same,
        }
        for n in numbers
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=FACTS)
