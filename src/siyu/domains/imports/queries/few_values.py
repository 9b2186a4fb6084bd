"""Columns that say one of a few words, such as a state: which words, for the mapping editor."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.queries.access import access_job
from siyu.kernel.text import strip_cell

ROWS: Final = 20_000
MOST_VALUES: Final = 30
_LONGEST: Final = 40


def few_values(desk: Desk, job_id: int) -> dict[str, list[str]]:
    """Header → its values in order of appearance, for columns of the first rows with at most 30 short ones.

    Raises NoSuchJob, NotATable.
    """
    import polars as pl  # kept out of web workers until somebody looks at a file

    from siyu.domains.imports.reading.rows import batches
    from siyu.domains.imports.reading.table import look
    from siyu.domains.imports.reading.typed import Findings

    table = look(Path(access_job(desk, job_id).file))
    values: dict[int, dict[str, None]] = {place: {} for place in range(len(table.headers))}
    height = 0
    for batch, _done in batches(table, list(values), Findings()):
        height += batch.height
        for place in list(values):
            found = batch.get_column(f"c{place}").cast(pl.String).drop_nulls().unique(maintain_order=True)
            values[place].update(dict.fromkeys(filter(None, map(strip_cell, found.head(MOST_VALUES + 2).to_list()))))
            if len(values[place]) > MOST_VALUES or any(len(value) > _LONGEST for value in values[place]):
                del values[place]
        if height >= ROWS or not values:
            break
    return {table.headers[place]: list(found) for place, found in values.items() if found}
