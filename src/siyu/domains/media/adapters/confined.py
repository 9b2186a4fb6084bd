"""Runs a maker of pictures or films in a process with limits: memory, processor time, time on the clock, no input."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from threading import Timer
from typing import Final

_LIMITED: Final = """
import os, resource, sys
memory, seconds, written = (int(word) for word in sys.argv[1:4])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
os.nice(5)
os.execv(sys.argv[4], sys.argv[4:])
"""
_FILE_BYTES: Final = 512 * 1024 * 1024
_KEPT: Final = 4_000  # characters of what it said last


class Confined(Exception):
    """The process ended badly: a limit, a crash, or its own complaint (`said`)."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"ended with {code}: {said[-300:]}")
        self.code, self.said = code, said


def run(
    command: Sequence[str], *, memory: int, seconds: int, on_line: Callable[[str], None] | None = None
) -> tuple[str, str]:
    """Run it; answers what it said on (stdout, stderr). `memory` in bytes. Raises Confined when it fails."""
    limited = [sys.executable, "-I", "-S", "-c", _LIMITED, str(memory), str(seconds), str(_FILE_BYTES), *command]
    clean = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    with (
        subprocess.Popen(
            limited,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process,
        _stopped_in_time(process, seconds * 2),
    ):
        out, said = _listen(process, on_line)
    if process.returncode:
        raise Confined(process.returncode, said)
    return out, said


def _listen(process: subprocess.Popen[str], on_line: Callable[[str], None] | None) -> tuple[str, str]:
    if on_line is None:
        out, said = process.communicate()
        return out[-_KEPT:], said[-_KEPT:]
    assert process.stdout
    for line in process.stdout:
        on_line(line)
    said = process.stderr.read() if process.stderr else ""
    process.wait()
    return "", said[-_KEPT:]


@contextlib.contextmanager
def _stopped_in_time(process: subprocess.Popen[str], seconds: int) -> Iterator[None]:
    """Kill it with all its children after so many seconds on the clock, and whatever happens to us."""

    def kill() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    timer = Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    except BaseException:
        kill()
        raise
    finally:
        timer.cancel()
