"""Fan-out of one room: our gateway against a bare C writer, nchan and Socket.IO, in one run, turn by turn.

Run: `.venv/bin/python benchmarks/fan_out.py [--sockets 5000] [--seconds 5] [--turns 2]`.
Server on one core, listeners (one C process) and publisher on the other. One event a frame: the next is published when
everyone has the last. Deliveries a second of the clock, and a second of the server's CPU (which a busy machine disturbs
less). Aims: ≥ 0.7 × the floor, ≥ nchan, ≥ 2 × Socket.IO; batches ≥ 500,000/s, p99 ≤ 300 ms; a notice to all ≤ 1 s.
Peers that are not installed are left out, and said so.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from fan_out_servers import CLIENT_CORE, Floor, Nchan, Server, Siyu, SocketIo, compiled, pin

FILLING = "x" * 80


@dataclass
class Figures:
    """What one turn of one server gave."""

    events: int
    seconds: float
    cpu: float
    p50: float
    p95: float
    p99: float
    rss_mb: int

    @property
    def rate(self) -> float:
        return self.events / self.seconds

    @property
    def per_cpu(self) -> float:
        return self.events / self.cpu

    def __str__(self) -> str:
        return (
            f"{self.rate:>9,.0f}/s  {self.per_cpu:>9,.0f} a CPU second ({self.cpu / self.seconds:.0%} of a core)  "
            f"p50 {self.p50:.0f}  p95 {self.p95:.0f}  p99 {self.p99:.0f} ms  {self.rss_mb} MB"
        )


class Listeners:
    """The process of all listeners."""

    def __init__(self, binary: str, server: Server, count: int) -> None:
        self.count = count
        words = [binary, str(server.port), str(count), server.path, server.origin]
        self.process = subprocess.Popen(
            [*pin(CLIENT_CORE), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in server.first_lines(count)).encode())
        self.process.stdin.close()
        self.wait(b"r")
        time.sleep(1.0)

    def wait(self, sign: bytes = b".") -> None:
        """Until every listener has one more event."""
        assert self.process.stdout is not None
        said = self.process.stdout.read(1)
        assert said == sign, (said, self.process.stderr.read() if self.process.stderr else b"")

    def end(self) -> list[float]:
        self.process.terminate()
        assert self.process.stderr is not None
        return [float(each) for each in self.process.stderr.read().split()]


def stamp() -> str:
    """An event's text: a mark and its instant."""
    return f"~{time.time_ns() // 1000:016d}{FILLING}"


def one_by_one(server: Server, reader: str, sockets: int, seconds: float) -> Figures:
    """Closed loop: one event, one frame, everyone; then the next."""
    server.start()
    try:
        listeners = Listeners(reader, server, sockets)
        began, cpu, rounds = time.perf_counter(), server.cpu(), 0
        while time.perf_counter() - began < seconds:
            server.publish(stamp())
            listeners.wait()
            rounds += 1
        took, cpu, rss = time.perf_counter() - began, server.cpu() - cpu, server.rss_mb()
        _events, _seconds, p50, p95, p99 = listeners.end()
    finally:
        server.stop()
    return Figures(rounds * sockets, took, cpu, p50, p95, p99, rss)


def batched(server: Siyu, reader: str, sockets: int, seconds: float, a_second: int) -> tuple[Figures, int]:
    """Open loop: so many events a second from the audience, in batches; answers also how many were left out."""
    server.start()
    try:
        listeners = Listeners(reader, server, sockets)
        began, cpu = time.perf_counter(), server.cpu()
        for n in range(int(seconds * a_second)):
            server.publish(stamp(), lane="all", batch=True)
            time.sleep(max(0.0, began + (n + 1) / a_second - time.perf_counter()))
        time.sleep(1.5)
        cpu, rss = server.cpu() - cpu, server.rss_mb()
        events, took, p50, p95, p99 = listeners.end()
    finally:
        server.stop()
    return Figures(int(events), took, cpu, p50, p95, p99, rss), int(seconds * a_second) * sockets - int(events)


def notice(server: Siyu, reader: str, sockets: int) -> float:
    """Seconds until each of so many users has a notice in a room of their own."""
    server.start()
    try:
        listeners = Listeners(reader, server, sockets)
        began = time.perf_counter()
        server.tell([f"user.u{n}" for n in range(sockets)], stamp())
        listeners.wait()
        took = time.perf_counter() - began
        listeners.end()
    finally:
        server.stop()
    return took


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sockets", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--turns", type=int, default=2, help="0: batches and notices only")
    said = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    kinds: list[type[Server]] = [Siyu, Floor]
    kinds += [Nchan] if shutil.which("nginx") and list(Path("/usr").rglob("ngx_nchan_module.so")) else []
    kinds += [SocketIo] if shutil.which("npm") else []
    print(f"{said.sockets} sockets, load {os.getloadavg()[0]:.1f}; peers not installed: {4 - len(kinds)}")
    with tempfile.TemporaryDirectory() as folder:
        reader = compiled("reader", Path(folder))
        found: dict[str, list[Figures]] = {}
        for _turn in range(said.turns):
            for kind in kinds:
                figures = one_by_one(kind(Path(folder)), reader, said.sockets, said.seconds)
                found.setdefault(kind.name, []).append(figures)
                print(f"{kind.name:<14} {figures}", flush=True)
        for name in [each for each in found if each != Siyu.name]:
            for what in ("rate", "per_cpu"):
                ours, theirs = (
                    statistics.median(getattr(each, what) for each in found[who]) for who in (Siyu.name, name)
                )
                print(f"ours : {name:<10} {ours / theirs:.2f}  ({'clock' if what == 'rate' else 'CPU'})")
        for a_second in (100, 150, 200):
            figures, missing = batched(Siyu(Path(folder)), reader, said.sockets, said.seconds, a_second)
            print(f"batches, {a_second}/s in  {figures}  missing {missing}", flush=True)
        print(f"a notice to each of {said.sockets}: {notice(Siyu(Path(folder)), reader, said.sockets):.2f} s")


if __name__ == "__main__":
    main()
