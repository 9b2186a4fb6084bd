"""Pages of members at a hundred thousand notes: requests for each second of one core, beside a hello world.

Run: python benchmarks/member_pages.py [NOTES] [REQUESTS]   (default 100,000 400)
Starts granian with one worker on the configured database (SQLite in a folder of its own unless SIYU_DATABASE_URL is
set) and asks one page after the other, as a stranger and as a member. What counts is the processor time of the worker,
the middle one of ten turns, so that a busy machine says nearly the same as an idle one. Target: 150 for home and the
page of a note; the ratio to a hello world of the same run compares machines.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-bench-"))

import django

django.setup()

import psutil  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from many_notes import a_member, hottest, seed  # noqa: E402

from siyu.config.build import build  # noqa: E402

TARGET = 150
TURNS = 10
HELLO = """def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""


def serve(target: str, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """One worker of granian on a free port; answers it once it takes connections."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--port", str(port), target]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return process, port
    raise RuntimeError(f"{target} does not answer")


def measure(process: subprocess.Popen[bytes], port: int, path: str, key: str, requests: int) -> tuple[float, float]:
    """Requests for each second of processor time, and for each second on the clock; the first ones do not count."""
    asker = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Cookie": f"sessionid={key}"} if key else {}

    def ask() -> None:
        asker.request("GET", path, headers=headers)
        answer = asker.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status, body[:200])

    def spent() -> float:
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        return sum(one.cpu_times().user + one.cpu_times().system for one in family)

    for _ in range(20):
        ask()
    each = max(requests // TURNS, 1)
    cores, clock = [], []
    for _ in range(TURNS):
        before, began = spent(), time.perf_counter()
        for _ in range(each):
            ask()
        cores.append(each / max(spent() - before, 0.01))
        clock.append(each / (time.perf_counter() - began))
    return statistics.median(cores), statistics.median(clock)


def queries(path: str, key: str) -> int:
    """How many statements a page takes, once its process knows what it keeps."""
    client = Client(headers={"host": "127.0.0.1"})
    if key:
        client.cookies["sessionid"] = key
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)


def main(size: int, requests: int) -> None:
    """Seed, serve, print one line a page."""
    began, spent = time.perf_counter(), time.process_time()
    seed(size)
    member, note = a_member(), hottest()
    build()
    took = time.perf_counter() - began
    print(f"{size:,} notes seeded in {took:.0f} s ({time.process_time() - spent:.0f} s of a core)", file=sys.stderr)
    pages = [("home", "/"), ("a note", note), ("following", "/?tab=follow"), ("same city", "/?tab=city&city=%E4%B8%8A"),
             ("featured", "/featured/")]  # fmt: skip
    # search is limited for each asker; `search_speed.py` measures it
    print(f"{'page':24}{'per core second':>16}{'per second':>12}{'of hello':>10}{'queries':>9}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "hello.py").write_text(HELLO)
        process, port = serve("hello:application", Path(folder))
        try:
            floor, per_second = measure(process, port, "/", "", requests * 5)
        finally:
            process.terminate()
            process.wait(20)
        print(f"{'hello world':24}{floor:>16.0f}{per_second:>12.0f}{1:>10.3f}{0:>9}", flush=True)
        process, port = serve("siyu.config.wsgi:application", Path(folder))
        try:
            for name, path in pages:
                for who, key in (("stranger", ""), ("member", member)):
                    per_core, per_second = measure(process, port, path, key, requests)
                    said = f"{name}, {who}"
                    figures = f"{per_core:>16.0f}{per_second:>12.0f}{per_core / floor:>10.3f}{queries(path, key):>9}"
                    mark = "" if per_core >= TARGET or name not in ("home", "a note") else f"  (under {TARGET})"
                    print(f"{said:24}{figures}{mark}", flush=True)
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    given = [int(number.replace(",", "")) for number in sys.argv[1:]]
    main(*(given + [100_000, 400][len(given) :]))
