"""Resident memory of all that `siyu serve` runs, idle, in a new home (aim ≤ 700 MB), and seconds to the first answer.

Run: `.venv/bin/python benchmarks/idle_memory.py [PORT]`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import psutil


def main() -> None:
    port = sys.argv[1] if len(sys.argv) > 1 else "8199"
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "SIYU_HOME": home, "SIYU_PORT": port}
        for start in ("first start (migrates, gathers static files)", "second start"):
            began = time.perf_counter()
            served = subprocess.Popen([sys.executable, "-m", "siyu", "serve"], env=env, stderr=subprocess.DEVNULL)
            while not _answers(f"http://127.0.0.1:{port}/console/"):
                time.sleep(0.05)
            print(f"{start}: first answer after {time.perf_counter() - began:.1f} s")
            if start != "second start":
                served.send_signal(signal.SIGTERM)
                served.wait(20)
        time.sleep(5)
        everyone = [psutil.Process(served.pid), *psutil.Process(served.pid).children(recursive=True)]
        sizes = {each.pid: (each.memory_info().rss >> 20, " ".join(each.cmdline()[1:4])) for each in everyone}
        for size, command in sizes.values():
            print(f"{size:>5} MB  {command}")
        total = sum(size for size, _ in sizes.values())
        print(f"{total:>5} MB  together: {total / 700:.2f} of the limit")
        served.send_signal(signal.SIGTERM)
        served.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError as said:
        return said.code < 500
    except OSError:
        return False


if __name__ == "__main__":
    main()
