"""Typed rows on disk: written as they are read, then given back order by order at flat memory."""

# ruff: noqa: S608 - the statements hold only our own paths and column names

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from siyu.domains.imports.reading.memory import give_back

CHUNK_ROWS: Final = 36_000
"""Rows that are brought together before whole orders are cut off: the size of one transaction."""
_CHUNK_WITH_LINES: Final = 18_000
"""The same where each order brings its rows of a line file along."""
_BATCH: Final = 6_000
_PART_ROWS: Final = 40_000
_MEMORY: Final = "128MB"


class Writer:
    """Writes one file's typed rows as Parquet parts and learns whether the rows of each order lie together."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.parts = 0
        self._held: list[pl.DataFrame] = []
        self._rows = 0
        self._starts: list[np.ndarray[Any, Any]] = []
        self._heads: list[np.ndarray[Any, Any]] = []
        self._last: int | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Take a batch of typed rows."""
        if not frame.height:
            return
        frame = frame.with_columns(okey=pl.struct("channel", "order_no").hash() if _mixed(frame) else _key())
        keys = frame["okey"].to_numpy()
        changed = np.flatnonzero(keys[1:] != keys[:-1]) + 1
        if self._last is None or keys[0] != self._last:
            changed = np.concatenate([[0], changed])
        self._starts.append(keys[changed])
        self._heads.append(frame["row"].to_numpy()[changed])
        self._last = keys[-1]
        self._held.append(frame)
        self._rows += frame.height
        if self._rows >= _PART_ROWS:
            self._flush()

    def close(self) -> bool:
        """Write what is held; answers whether the rows of each order lie together in the file."""
        self._flush()
        if not self._starts:
            return True
        starts, self._starts = np.concatenate(self._starts), []
        heads, self._heads = np.concatenate(self._heads), []
        order = np.argsort(starts, kind="stable")
        starts = starts[order]
        heads = heads[order]
        together = bool((starts[1:] != starts[:-1]).all())
        if together and self.name == "rows":
            np.save(self.folder / "heads.npy", np.vstack([starts.view(np.int64), heads]))
        return together

    def _flush(self) -> None:
        if self._held:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{self.name}-{self.parts:06d}.parquet"
            pl.concat(self._held).write_parquet(path, compression="lz4", statistics=False)
            self.parts += 1
            self._held, self._rows = [], 0
            give_back()


def _mixed(frame: pl.DataFrame) -> bool:
    return frame["channel"].n_unique() > 1


def _key() -> pl.Expr:
    return pl.col("order_no").hash()


def gather(folder: Path, *, together: bool, lines: bool, number_twins: bool) -> None:
    """Sort what lies apart: rows by the first row of their order, line-file rows by the order they belong to.

    `number_twins`: rows have no order number of their own; equal rows are numbered so that each stays an order.
    Sorting spills to disk; nothing here grows with the file.
    """
    if together and not number_twins and (not lines or _lines_in_order(folder)):
        return
    import duckdb

    with duckdb.connect(str(folder / "gather.duckdb")) as engine:
        engine.execute(f"SET threads = 1; SET memory_limit = '{_MEMORY}'; SET temp_directory = '{folder / 'spill'}'")
        engine.execute("SET preserve_insertion_order = false")
        rows = f"read_parquet('{folder}/rows-*.parquet')"
        engine.execute(f"CREATE TABLE firsts AS SELECT okey, min(row) AS head FROM {rows} GROUP BY okey")
        if number_twins:
            _sorted(
                engine, f"SELECT * REPLACE ({_TWIN} AS order_no), row AS head FROM {rows}", folder / "sorted.parquet"
            )
        elif not together:
            _sorted(engine, f"SELECT r.*, f.head FROM {rows} r JOIN firsts f USING (okey)", folder / "sorted.parquet")
        if lines:
            found = f"read_parquet('{folder}/lines-*.parquet')"
            _sorted(engine, f"SELECT l.*, f.head FROM {found} l JOIN firsts f USING (okey)", folder / "lines.parquet")
            stray = f"SELECT l.row FROM {found} l ANTI JOIN firsts f USING (okey) ORDER BY l.row"
            engine.execute(f"COPY ({stray}) TO '{folder}/stray.parquet'")


_TWIN: Final = """order_no || CASE row_number() OVER (PARTITION BY order_no ORDER BY row) WHEN 1 THEN ''
ELSE '-' || row_number() OVER (PARTITION BY order_no ORDER BY row) END"""


def _lines_in_order(folder: Path) -> bool:
    """Whether the line file lists the orders as the order file does, so that both are read side by side; notes strays.

    Both files are exports of the same list, so they mostly do; then nothing is sorted or written again.
    """
    heads, last, stray = _Heads(folder), 0, []
    for part in sorted(folder.glob("lines-*.parquet")):
        rows = pl.read_parquet(part, columns=["okey", "row"], memory_map=False)
        found = heads.of(rows["okey"])
        known = found[found > 0]
        if len(known):
            if known[0] < last or (known[1:] < known[:-1]).any():
                return False
            last = int(known[-1])
        stray.append(rows["row"].filter(pl.Series(found == 0)))
    pl.DataFrame({"row": pl.concat(stray)}).write_parquet(folder / "stray.parquet")
    return True


class _Heads:
    """The first row of each order by the key of the order."""

    def __init__(self, folder: Path) -> None:
        found = np.load(folder / "heads.npy")
        self._keys, self._rows = found[0].view(np.uint64), found[1]

    def of(self, keys: pl.Series) -> np.ndarray[Any, Any]:
        """The first rows of these orders; 0 for those that are not in the order file."""
        wanted = keys.to_numpy()
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[place] == wanted, self._rows[place], 0)


def _sorted(engine: Any, select: str, target: Path) -> None:
    engine.execute(f"COPY (SELECT * FROM ({select}) ORDER BY head, row) TO '{target}' (ROW_GROUP_SIZE 20000)")


def stray_lines(folder: Path) -> list[int]:
    """Rows of the line file whose order is not in the order file."""
    path = folder / "stray.parquet"
    return pl.read_parquet(path)["row"].to_list() if path.exists() else []


def order_chunks(folder: Path, chunk_rows: int = 0) -> Iterator[tuple[pl.DataFrame, pl.DataFrame | None]]:
    """Whole orders, some tens of thousands of rows at a time, always cut at the same places; with their line rows."""
    lines = _line_rows(folder)
    chunk_rows = chunk_rows or (_CHUNK_WITH_LINES if lines else CHUNK_ROWS)
    held = pl.DataFrame()
    for frame in _rows(folder):
        held = pl.concat([held, frame]) if held.height else frame
        if held.height < chunk_rows:
            continue
        cut = _last_order_start(held)
        if cut:
            ready, held = held.head(cut), held.slice(cut)
            yield ready, lines.up_to(int(held["head"][0])) if lines else None
    if held.height:
        yield held, lines.up_to(None) if lines else None


def _rows(folder: Path) -> Iterator[pl.DataFrame]:
    import pyarrow.parquet as pq

    path = folder / "sorted.parquet"
    if path.exists():
        for batch in pq.ParquetFile(path).iter_batches(batch_size=_BATCH):
            yield pl.DataFrame(batch).with_columns(pl.col(pl.Datetime).cast(pl.Datetime("ms")))  # they went as µs
        return
    for part in sorted(folder.glob("rows-*.parquet")):
        whole = pl.read_parquet(part, memory_map=False)
        for start in range(0, whole.height, _BATCH):
            yield whole.slice(start, _BATCH).with_columns(head=pl.col("row"))


def _last_order_start(frame: pl.DataFrame) -> int:
    keys = frame["okey"].to_numpy()
    changes = np.flatnonzero(keys[1:] != keys[:-1])
    return int(changes[-1]) + 1 if len(changes) else 0


def _line_rows(folder: Path) -> _LineRows | None:
    if (folder / "lines.parquet").exists():
        return _LineRows(_as_sorted(folder))
    return _LineRows(_as_listed(folder)) if any(folder.glob("lines-*.parquet")) else None


def _as_listed(folder: Path) -> Iterator[pl.DataFrame]:
    heads = _Heads(folder)
    for part in sorted(folder.glob("lines-*.parquet")):
        rows = pl.read_parquet(part, memory_map=False)
        rows = rows.with_columns(head=pl.Series(heads.of(rows["okey"])))
        yield rows.filter(pl.col("head") > 0)


def _as_sorted(folder: Path) -> Iterator[pl.DataFrame]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(folder / "lines.parquet").iter_batches(batch_size=_BATCH):
        yield pl.DataFrame(batch)


class _LineRows:
    """The line file's rows in the order of their orders, handed out up to a place."""

    def __init__(self, batches: Iterator[pl.DataFrame]) -> None:
        self._batches = batches
        self._held = pl.DataFrame()
        self._over = False

    def up_to(self, head: int | None) -> pl.DataFrame:
        """Rows of orders whose first row lies before `head` (all that are left for None)."""
        while not self._over and (head is None or not self._held.height or self._held["head"][-1] < head):
            batch = next(self._batches, None)
            if batch is None:
                self._over = True
            else:
                self._held = pl.concat([self._held, batch]) if self._held.height else batch
        if head is None or not self._held.height:
            taken, self._held = self._held, pl.DataFrame()
            return taken
        cut = int(self._held["head"].search_sorted(head, side="left"))
        taken, self._held = self._held.head(cut), self._held.slice(cut)
        return taken
