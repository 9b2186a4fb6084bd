"""What the event store holds: the fact table, and small mirrors of what segments ask about persons."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

FACTS: Final = pa.schema(
    [
        ("event_id", pa.binary(16)),  # UUID bytes
        ("account", pa.int32()),
        ("person", pa.int64()),  # fans.Person id; 0 = anonymous
        ("identity", pa.int64()),  # fans.Identity id by which the fact is attributed; merges and splits follow it
        ("happened_at", pa.timestamp("ms")),  # UTC; `at` in the public contracts, a reserved word in DuckDB
        ("kind", pa.uint16()),  # code of facts.kinds
        ("channel", pa.string()),
        ("object_type", pa.string()),
        ("object_id", pa.string()),
        ("amount_fen", pa.int64()),  # null where the fact has no amount
        ("props", pa.string()),  # JSON object, or null
    ]
)
"""One row a fact. A fact restated under the same `event_id` replaces the earlier statement."""

PERSONS: Final = pa.schema(
    [
        ("account", pa.int32()),
        ("person", pa.int64()),
        ("key", pa.string()),  # external key as imported
        ("city", pa.string()),
        ("birthday_md", pa.string()),  # MM-DD
        ("words", pa.string()),  # name and key, folded (kernel.text): what a search looks inside
    ]
)
"""One row a living person (merged-away ones are gone), so that the population includes those who did nothing yet."""

DDL: Final = """
CREATE TABLE IF NOT EXISTS facts (
    event_id UUID NOT NULL, account INTEGER NOT NULL, person BIGINT NOT NULL, identity BIGINT NOT NULL,
    happened_at TIMESTAMP NOT NULL, kind USMALLINT NOT NULL, channel VARCHAR NOT NULL, object_type VARCHAR NOT NULL,
    object_id VARCHAR NOT NULL, amount_fen BIGINT, props VARCHAR
);
CREATE TABLE IF NOT EXISTS persons (
    account INTEGER NOT NULL, person BIGINT NOT NULL, key VARCHAR NOT NULL, city VARCHAR, birthday_md VARCHAR,
    words VARCHAR
);
CREATE TABLE IF NOT EXISTS watermark (source VARCHAR PRIMARY KEY, sequence BIGINT NOT NULL);
"""

UPGRADES: Final = "ALTER TABLE persons ADD COLUMN IF NOT EXISTS words VARCHAR;"
"""What brings the tables of an older file up to date; new columns stand last, as in a new file."""
