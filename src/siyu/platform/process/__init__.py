"""How our processes live together: locks that die with their holder, children that die with their parent."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import sys
import tempfile
import threading
import time
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import IO

__all__ = ["FileLock", "die_with_parent", "socket_path"]

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
_LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes
_LOOK_EVERY = 0.02  # seconds between attempts while waiting for a lock


class FileLock:
    """An advisory lock on a file; the kernel lets go of it however its holder ends, kill -9 included."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self, wait: float = 0) -> bool:
        """Take it, waiting up to so many seconds; answers whether we hold it."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._path.open("a+")
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= until:
                    file.close()
                    return False
                time.sleep(_LOOK_EVERY)
            else:
                self._file = file
                return True

    def drop(self) -> None:
        """Let go; nothing happens when it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def held_by_someone(self) -> bool:
        """Whether a living process (this one included) holds it."""
        if self._file is not None:
            return True
        if not self._path.exists():
            return False
        with self._path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    def __enter__(self) -> FileLock:
        self.take(wait=float("inf"))
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self.drop()


def die_with_parent(parent: int) -> None:
    """Get SIGTERM when the process `parent` ends, even by kill -9; ends at once when it is gone already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True, name="watch-parent").start()
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def socket_path(path: Path) -> str:
    """The path of a Unix socket: the wanted one, or a short private one that stands for it where it is too long.

    Raises PermissionError when the folder for short ones is not ours alone.
    """
    if len(str(path).encode()) <= _LONGEST_SOCKET_PATH:
        return str(path)
    private = Path(tempfile.gettempdir()) / f"siyu-{os.getuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid() or private.stat().st_mode & 0o077:
        raise PermissionError(f"{private} belongs to somebody else")
    return str(private / f"{blake2b(str(path).encode(), digest_size=8).hexdigest()}.sock")
