"""A home of its own for real processes: starts, kills and asks them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

TOOL = Path(__file__).with_name("tool.py")


class House:
    """One SIYU_HOME and the processes that a test starts in it; `template` is one that was initialised already."""

    def __init__(self, home: Path, template: Path | None = None) -> None:
        self.home = home
        self.port, self.gateway_port = free_port(), free_port()
        self.env = {**os.environ, "SIYU_HOME": str(home), "SIYU_PORT": str(self.port), "PYTHONPATH": str(TOOL.parent)}
        self.env["SIYU_GATEWAY_PORT"] = str(self.gateway_port)
        for ours in ("SIYU_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST"):
            self.env.pop(ours, None)  # an installation's processes know nothing of the test run around them
        self.started: list[subprocess.Popen[bytes]] = []
        if template is None:
            self.run("-m", "siyu", "init", "--account", "acme", "--name", "Acme")
        else:
            shutil.copytree(template, home, dirs_exist_ok=True)

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=self.env,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tool(self, *words: str | int) -> Any:
        said = self.run(str(TOOL), *map(str, words))
        return json.loads(said) if said.strip() else None

    def start(self, *words: str, out: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        with (self.home / "said.log").open("ab") as log:
            process = subprocess.Popen([sys.executable, *words], env=self.env, cwd=self.home, stdout=out, stderr=log)
        self.started.append(process)
        return process

    def processes(self, word: str) -> list[psutil.Process]:
        """Living processes of this house whose command has the word."""
        found = []
        for each in psutil.process_iter():
            try:
                ours = each.environ().get("SIYU_HOME") == str(self.home)
                if ours and each.status() != psutil.STATUS_ZOMBIE and word in " ".join(each.cmdline()):
                    found.append(each)
            except psutil.Error:
                continue
        return found

    def close(self) -> None:
        for process in self.started:
            process.send_signal(signal.SIGTERM) if process.poll() is None else None
        for process in self.started:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        for left in self.processes(""):
            left.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(true: Callable[[], object], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
