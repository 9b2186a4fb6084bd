"""How messages of publishers reach the hub on one machine: a Unix socket of packets, and the journal of revocations."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from siyu.platform.realtime import wire
from siyu.platform.realtime.hub import Hub
from siyu.platform.realtime.place import GatewayPlace

log = logging.getLogger("siyu.gateway")
_AT_A_TIME: Final = 64  # messages read from one publisher before others get their turn
_LONGEST: Final = 2 * wire.MOST_BYTES
JOURNAL_EVERY: Final = 1.0
"""Seconds between looks into the journal of revocations."""
_JOURNAL_LIMIT: Final = 1 << 20


class Intake:
    """Listens to publishers of this machine."""

    def __init__(self, hub: Hub, place: GatewayPlace, status: Callable[[], dict[str, Any]]) -> None:
        self._hub, self._place, self._status = hub, place, status
        self._loop = asyncio.get_running_loop()
        self._buffer = bytearray(_LONGEST)
        self._heard: dict[int, socket.socket] = {}
        self._read_to = place.journal.stat().st_size if place.journal.exists() else 0
        Path(place.socket).unlink(missing_ok=True)
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listening.settimeout(0)
        self._listening.bind(place.socket)
        self._listening.listen(128)
        self._loop.add_reader(self._listening.fileno(), self._accept)

    async def watch_journal(self) -> None:
        """Read what was revoked, for ever: what was said to us directly costs nothing a second time."""
        while True:
            await asyncio.sleep(JOURNAL_EVERY)
            try:
                self.read_journal()
            except (OSError, ValueError):
                log.exception("the journal of revocations cannot be read")

    def read_journal(self) -> None:
        """Apply the revocations written since the last look."""
        with suppress(FileNotFoundError), self._place.journal.open("r+b") as journal:
            size = os.fstat(journal.fileno()).st_size
            if size < self._read_to:
                self._read_to = 0
            if size == self._read_to:
                return
            fcntl.flock(journal, fcntl.LOCK_EX)
            journal.seek(self._read_to)
            for line in journal:
                self._hub.hear(*wire.parse(line))
            self._read_to = journal.tell()
            if self._read_to > _JOURNAL_LIMIT:
                journal.truncate(0)
                self._read_to = 0

    def close(self) -> None:
        """Hang up on everyone."""
        for each in (self._listening, *self._heard.values()):
            self._loop.remove_reader(each.fileno())
            each.close()
        Path(self._place.socket).unlink(missing_ok=True)

    def _accept(self) -> None:
        with suppress(BlockingIOError):
            publisher, _ = self._listening.accept()
            publisher.settimeout(0)
            self._heard[publisher.fileno()] = publisher
            self._loop.add_reader(publisher.fileno(), self._drain, publisher)

    def _drain(self, publisher: socket.socket) -> None:
        """Take what is there and only then send: messages that came together travel together."""
        for _ in range(_AT_A_TIME):
            try:
                size = publisher.recv_into(self._buffer)
            except BlockingIOError:
                break
            except OSError:
                size = 0
            if size == 0:
                self._loop.remove_reader(publisher.fileno())
                del self._heard[publisher.fileno()]
                publisher.close()
                break
            try:
                self._take(publisher, bytes(self._buffer[:size]))
            except (ValueError, KeyError, TypeError):
                log.exception("a publisher said what we do not understand")
        self._hub.flush()

    def _take(self, publisher: socket.socket, said: bytes) -> None:
        head, body = wire.parse(said)
        if head["do"] == "status":
            with suppress(OSError):
                publisher.send(wire.dumps(self._status()))
        else:
            self._hub.hear(head, body)
