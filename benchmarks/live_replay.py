"""A real live room replayed through a real gateway: every danmaku arrives at every listener, with its delay.

Run: `.venv/bin/python benchmarks/live_replay.py DANMAKU.csv[.gz] [--faster 60] [--sockets 200]`. The file has the
columns `t_offset_s` and `text` (seconds since the start, the words). Exit code 1 when something was lost.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import resource
import sys
import tempfile
import time
from pathlib import Path

from fan_out import Listeners
from fan_out_servers import Siyu, compiled


def read(file: Path, most: int) -> list[tuple[float, str]]:
    """(seconds since the start, words), in order."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    rows = [(float(row["t_offset_s"]), row["text"]) for row in csv.DictReader(data.decode().splitlines())]
    return sorted(rows)[:most]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--faster", type=float, default=60)
    parser.add_argument("--sockets", type=int, default=200)
    parser.add_argument("--most", type=int, default=2000)
    said = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    danmaku = read(said.file, said.most)
    with tempfile.TemporaryDirectory() as folder:
        server = Siyu(Path(folder))
        server.start()
        try:
            listeners = Listeners(compiled("reader", Path(folder)), server, said.sockets)
            began = time.perf_counter()
            for at, words in danmaku:
                time.sleep(max(0.0, began + (at - danmaku[0][0]) / said.faster - time.perf_counter()))
                server.publish(f"~{time.time_ns() // 1000:016d}{words.replace('~', '～')}", lane="all", batch=True)
            took = time.perf_counter() - began
            time.sleep(1.5)
            events, _seconds, p50, p95, p99 = listeners.end()
        finally:
            server.stop()
    lost = len(danmaku) * said.sockets - int(events)
    print(
        f"{len(danmaku)} danmaku in {took:.1f} s ({len(danmaku) / took:.0f}/s) to {said.sockets} sockets: {lost} lost"
    )
    print(f"delay p50 {p50:.0f}  p95 {p95:.0f}  p99 {p99:.0f} ms")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
