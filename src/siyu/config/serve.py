"""`siyu serve`: starts web, worker, gateway and engine, keeps them running, carries their log, stops them cleanly."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from django.db import connections

from siyu.config.build import build
from siyu.kernel.errors import SiyuError
from siyu.platform.db.schema import bring_up_to_date
from siyu.platform.eventstore.place import here
from siyu.platform.process import FileLock
from siyu.platform.settings import settings

log = logging.getLogger("siyu.serve")
_LOOK_EVERY = 0.1  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0  # seconds before what died is started again
_STEADY = 30.0  # seconds after which a process counts as well again
_PATIENCE = 5.0  # seconds that each gets to stop
_HEAD_START = 15.0  # seconds at most that pages get before jobs, which nobody waits for, take a core from them


class AlreadyServedError(SiyuError):
    """Another `siyu serve` runs on this home, or something else on this port."""

    code = "already_served"
    status = 409


@dataclass
class Child:
    """One supervised process: its command, and how its last starts went."""

    name: str
    command: list[str]
    said: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a process group of its own and carry its log."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "SIYU_HOME": str(settings().home), "PYTHONUNBUFFERED": "1", **self.said},
        )  # fmt: skip
        threading.Thread(target=_carry_log, args=(self.name, self.process), daemon=True).start()

    def look(self) -> None:
        """Start it again when it died, later each time."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start()
        elif self.process.poll() is not None:
            log.warning("%s ended with %s", self.name, self.process.returncode)
            self._end_group(signal.SIGKILL)  # what a killed parent left behind would keep its port
            self.pause = _FIRST_PAUSE if now - self.started > _STEADY else min(self.pause * 2, _LONGEST_PAUSE)
            self.process, self.not_before = None, now + self.pause

    def hurry(self) -> None:
        """Wait no longer with its first start."""
        if not self.started:
            self.not_before = 0.0

    def stop(self) -> None:
        """Ask it to stop, and insist after a while."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_PATIENCE)
        self._end_group(signal.SIGKILL)
        self.process.wait()

    def _end_group(self, how: int) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, how)


def serve(
    *, host: str = "", port: int = 0, on_ready: Callable[[str], None] | None = None, open_for: float = float("inf")
) -> None:
    """Run everything until SIGINT or SIGTERM (or `open_for` seconds); `on_ready(address)` at the first answer.

    Raises AlreadyServedError when this home or this port is served already.
    """
    host, port = host or settings().host, port or settings().port
    lock = FileLock(here().run / "serve.lock")
    if not lock.take(wait=1):
        raise AlreadyServedError(f"siyu serve runs already on {settings().home}")
    try:
        _refuse_taken_port(host, port)
        _refuse_taken_port(host, settings().gateway_port or port + 1)
        build()
        bring_up_to_date()
        connections.close_all()
        _run(_children(host, port), host, port, on_ready, time.monotonic() + open_for)
    finally:
        lock.drop()


def _children(host: str, port: int) -> list[Child]:
    parent = ["--parent", str(os.getpid())]
    python = [sys.executable, "-m"]
    gateway = str(settings().gateway_port or port + 1)
    ports = {"SIYU_PORT": str(port), "SIYU_GATEWAY_PORT": gateway}  # pages must know where their sockets are
    web = ["siyu.config.web", "--host", host, "--port", str(port), "--workers", str(settings().web_workers)]
    return [
        Child("engine", [*python, "siyu.platform.eventstore.engine", *parent]),
        Child("gateway", [*python, "siyu.platform.realtime.gateway", "--host", host, "--port", gateway, *parent]),
        Child("web", [*python, *web, *parent], ports),
        Child("worker", [*python, "siyu", "worker", *parent], ports, not_before=time.monotonic() + _HEAD_START),
    ]


def _run(children: list[Child], host: str, port: int, on_ready: Callable[[str], None] | None, until: float) -> None:
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    former = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    told = False
    try:
        while not stopping.is_set() and time.monotonic() < until:
            for child in children:
                child.look()
            if not told and _answers(host, port):
                told = True
                for child in children:
                    child.hurry()
                log.info("http://%s:%s answers", host, port)
                if on_ready is not None:
                    on_ready(f"http://{host}:{port}")
            stopping.wait(_LOOK_EVERY)
    finally:
        log.info("stopping")
        for child in reversed(children):  # the engine last: the others may have something left to say to it
            child.stop()
        for each, handler in former.items():
            signal.signal(each, handler)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise AlreadyServedError(f"{host}:{port} cannot be used: {taken.strerror}") from taken


def _answers(host: str, port: int) -> bool:
    with suppress(OSError), socket.create_connection((host, port), timeout=0.5):
        return True
    return False


def _carry_log(name: str, process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            sys.stderr.write(f"{name:<7} | {line.decode(errors='replace')}")
