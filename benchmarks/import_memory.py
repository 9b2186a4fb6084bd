"""Peak resident memory of an import, by file size: flat if it is the same at 10⁵ and at 5·10⁶ rows (limit 600 MB).

Run: .venv/bin/python benchmarks/import_memory.py [--most 5000000] [--files ORDERS.csv [LINES.csv]].
`siyu import orders` runs in a home of its own. First it imports, as a worker does: that is the figure of the limit.
Then it brings the facts to the event store, whose engine is a process of its own: told beside it, with the sum of both.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from import_files import write_taobao, write_xiaohongshu

LIMIT_MB = 600
SIYU = str(Path(sys.executable).with_name("siyu"))


@dataclass
class Peaks:
    """MB at the highest: importing; delivering afterwards; the engine; both together while delivering."""

    importing: int = 0
    delivering: int = 0
    engine: int = 0
    together: int = 0
    seconds: float = 0.0

    def see(self, importer: int, engine: int | None) -> None:
        """Take one look at both processes."""
        if engine is None:
            self.importing = max(self.importing, importer)
            return
        self.delivering, self.engine = max(self.delivering, importer), max(self.engine, engine)
        self.together = max(self.together, importer + engine)


def resident(pid: int) -> int:
    """MB that a process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def child_of(pid: int) -> int | None:
    """The engine, once the importer has started it."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(found[-1]) if found else None


def apart(*files: Path) -> Peaks:
    """Import in a process and home of its own, looked at twenty times a second."""
    peaks = Peaks()
    with tempfile.TemporaryDirectory(prefix="siyu-memory-") as home:
        env = {**os.environ, "SIYU_HOME": home}
        env.pop("SIYU_DATABASE_URL", None)
        quiet = {"env": env, "stdout": subprocess.DEVNULL}
        subprocess.run([SIYU, "init", "--account", "a", "--name", "A"], check=True, **quiet)  # type: ignore[call-overload]
        more = ["--lines", str(files[1])] if files[1:] else []
        started = time.perf_counter()
        command = [SIYU, "import", "orders", str(files[0]), *more, "--account", "a", "--json"]
        running = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
        engine = None
        while running.poll() is None:
            try:
                engine = engine or child_of(running.pid)
                peaks.see(resident(running.pid), resident(engine) if engine else None)
            except OSError:
                continue  # it ended between two looks
            if not engine:
                peaks.seconds = time.perf_counter() - started
            time.sleep(0.05)
        if engine:
            with suppress(ProcessLookupError):
                os.kill(engine, signal.SIGTERM)
        if running.returncode:
            raise SystemExit(f"the import ended with {running.returncode}")
    return peaks


def tell(rows: int, what: str, peaks: Peaks) -> None:
    """One line a file."""
    print(
        f"{rows:>9,} rows, {what}: importing {peaks.importing} MB (limit {LIMIT_MB} MB, {peaks.seconds:.0f} s); "
        f"delivering {peaks.delivering} MB, engine {peaks.engine} MB, together {peaks.together} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=5_000_000)
    parser.add_argument("--files", nargs="+", type=Path)
    given = parser.parse_args()
    if given.files:
        tell(sum(sum(1 for _ in path.open("rb")) - 1 for path in given.files), "as given", apart(*given.files))
        return
    for rows in (100_000, 1_000_000, 5_000_000):
        if rows > given.most:
            break
        with tempfile.TemporaryDirectory() as folder:
            tell(rows, "orders + line file", apart(*write_taobao(Path(folder), rows)))
            single = Path(folder) / "xhs.csv"
            write_xiaohongshu(single, rows)
            tell(rows, "one row a product", apart(single))


if __name__ == "__main__":
    main()
