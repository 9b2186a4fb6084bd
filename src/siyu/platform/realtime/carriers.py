"""From Django to the gateway of this machine: a Unix socket of packets, and a journal for revocations."""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol

from siyu.platform.realtime import wire
from siyu.platform.realtime.place import here

log = logging.getLogger("siyu.realtime")
_PATIENCE = 0.005  # seconds that a request waits for a gateway whose queue is full
_QUEUE_BYTES = 1 << 20
_TRY_AGAIN = 0.2  # seconds between attempts to tell of a loss
_GIVE_UP = 60.0  # seconds; by then pages have asked again by themselves


class Carrier(Protocol):
    """Brings messages to every gateway; never raises, never holds a request up for more than some milliseconds."""

    def publish(self, room: str, said: bytes) -> None:
        """Bring an event; when it is lost, those in the room are told to fetch anew."""

    def publish_many(self, rooms: Iterable[str], said: bytes) -> None:
        """Bring one message to many rooms; when it is lost, those in all of them are told to fetch anew."""

    def revoke(self, said: bytes) -> None:
        """Bring a revocation, which must not be lost."""


class Losses:
    """What did not get through: a thread of its own tries until it has, and pages fetch anew what was lost."""

    def __init__(self, send: Carriage) -> None:
        self._send = send
        self._rooms: set[str] = set()
        self._owed: list[Callable[[], bool]] = []
        self._lock = threading.Lock()
        self._teller: threading.Thread | None = None

    def note(self, room: str) -> None:
        """Something said in a room was lost: tell everyone there to fetch anew."""
        with self._lock:
            self._rooms.add(room)
            self._start()

    def owe(self, deliver: Callable[[], bool]) -> None:
        """Something must not be lost: call `deliver` until it answers True."""
        with self._lock:
            self._owed.append(deliver)
            self._start()

    def _start(self) -> None:
        if self._teller is None:
            self._teller = threading.Thread(target=self._tell, daemon=True, name="realtime-losses")
            self._teller.start()

    def _tell(self) -> None:
        until = time.monotonic() + _GIVE_UP
        while True:
            time.sleep(_TRY_AGAIN)
            with self._lock:
                if time.monotonic() > until:
                    self._rooms.clear()
                if not self._rooms and not self._owed:
                    self._teller = None
                    return
                rooms, owed = sorted(self._rooms), list(self._owed)
            paid = [deliver for deliver in owed if deliver()]
            told = not rooms or self._send(wire.message({"do": "refill", "rooms": rooms})) is not False
            with self._lock:
                self._owed = [each for each in self._owed if each not in paid]
                if told:
                    self._rooms.difference_update(rooms)


class Carriage(Protocol):
    """Sends one message: True when it got through, False when it was lost, None when nobody is there to hear it."""

    def __call__(self, said: bytes) -> bool | None:
        """Send it."""


class LocalCarrier:
    """Speaks to the gateway of this machine. One that is not running needs no telling: whoever comes back refills."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._owner = 0
        self._lock = threading.Lock()
        self._losses = Losses(self._send)

    def publish(self, room: str, said: bytes) -> None:
        """Bring an event; a full queue is waited for no longer than 5 ms."""
        if self._send(said) is False:
            log.warning("the gateway is behind; %s will fetch anew", room or "some rooms")
            if room:
                self._losses.note(room)

    def publish_many(self, rooms: Iterable[str], said: bytes) -> None:
        """Bring one message to many rooms."""
        if self._send(said) is False:
            for room in rooms:
                self._losses.note(room)

    def revoke(self, said: bytes) -> None:
        """Write it down, where the gateway looks every second, then say it."""
        with here().journal.open("ab") as journal:
            fcntl.flock(journal, fcntl.LOCK_EX)  # the gateway empties it under the same lock
            journal.write(said.rstrip(b"\n") + b"\n")
        self._send(said)

    def _send(self, said: bytes) -> bool | None:
        for _attempt in range(2):  # the second one meets a gateway that was started anew
            try:
                self._connected().send(said)
            except TimeoutError:
                return False
            except OSError:
                self._hang_up()
            else:
                return True
        return None

    def _connected(self) -> socket.socket:
        with self._lock:
            if self._socket is None or self._owner != os.getpid():  # a child does not speak through its parent's
                fresh = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                fresh.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _QUEUE_BYTES)
                fresh.settimeout(_PATIENCE)
                fresh.connect(here().socket)
                self._socket, self._owner = fresh, os.getpid()
            return self._socket

    def _hang_up(self) -> None:
        with self._lock, suppress(OSError):
            if self._socket is not None:
                self._socket.close()
            self._socket = None
