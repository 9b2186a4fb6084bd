"""The gateway process: one event loop on picows that carries events to browsers; light, without Django."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import resource
import signal
import time
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

import psutil
import uvloop
from picows import WSUpgradeRequest, WSUpgradeResponse, WSUpgradeResponseWithListener, ws_create_server

from siyu.platform.process import FileLock, die_with_parent
from siyu.platform.realtime import wire
from siyu.platform.realtime.connection import Connection
from siyu.platform.realtime.hub import LEASE, Hub
from siyu.platform.realtime.intake import Intake
from siyu.platform.realtime.place import GatewayPlace, here
from siyu.platform.settings import settings

log = logging.getLogger("siyu.gateway")
BEAT_EVERY: Final = 20.0
"""Seconds between pings; who says nothing for two and a half of them is gone."""
LOOK_EVERY: Final = 4.0
"""Seconds between looks for leases that are over and connections without a ticket."""
TICKET_WITHIN: Final = 10.0
_MOST_FRAME_BYTES: Final = 16 * 1024
_SLICE: Final = 500  # connections looked after before events get their turn


class Gateway:
    """Answers browsers on one port and publishers on one Unix socket until it is told to stop."""

    def __init__(self, place: GatewayPlace, host: str, port: int, lease: float = LEASE) -> None:
        self._place, self._host, self._port = place, host, port
        self.hub = Hub(lease=lease)
        self._process = psutil.Process()
        self._started = time.time()
        self._beat = wire.PING + wire.text_frame(wire.dumps({"beat": BEAT_EVERY}))
        self._relay: Any = None

    async def serve(self) -> None:
        """Run until SIGTERM or SIGINT."""
        stop = asyncio.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        server = await ws_create_server(
            self._meet, self._host, self._port, max_frame_size=_MOST_FRAME_BYTES, read_buffer_init_size=1024,
            websocket_handshake_timeout=TICKET_WITHIN, enable_auto_ping=False, backlog=4096,
        )  # fmt: skip
        intake = Intake(self.hub, self._place, self.status)
        tasks = [asyncio.create_task(each) for each in (intake.watch_journal(), self._look_after())]
        if settings().valkey_url:
            from siyu.platform.realtime.valkey import Relay

            self._relay = Relay(self.hub, settings().valkey_url)
            tasks.append(asyncio.create_task(self._relay.run()))
        log.info("gateway %s answers on port %s", os.getpid(), self._port)
        await stop.wait()
        for task in tasks:
            task.cancel()
        intake.close()
        server.close()
        for connection in list(self.hub.connections):
            connection.close(1012, "restart")
        await asyncio.sleep(0.1)

    def status(self) -> dict[str, Any]:
        """How it is doing, for `siyu check`."""
        counts = self.hub.counts
        return {
            "connections": len(self.hub.connections), "rooms": len(self.hub.rooms),
            "seats": sum(len(room.seats) for room in self.hub.rooms.values()),
            "frames": counts.frames, "events": counts.events, "deliveries": counts.deliveries,
            "dropped": counts.dropped, "cut": counts.cut, "refused": counts.refused, "revoked": counts.revoked,
            "refills": counts.refills, "pid": os.getpid(), "up_seconds": round(time.time() - self._started),
            "rss_mb": self._process.memory_info().rss >> 20,
            **({"valkey": self._relay.connected} if self._relay else {}),
        }  # fmt: skip

    def _meet(self, request: WSUpgradeRequest) -> Connection | WSUpgradeResponseWithListener:
        origin = request.headers.get("Origin", "")
        if request.path.split(b"?")[0].rstrip(b"/").endswith(b"/ws") and origin_allowed(origin):
            return Connection(self.hub, origin)
        return WSUpgradeResponseWithListener(WSUpgradeResponse.create_error_response(403), None)

    async def _look_after(self) -> None:
        """Ping, end leases, and cut those who are gone or never showed a ticket; in slices, so that events go first."""
        next_beat = time.monotonic() + BEAT_EVERY
        while True:
            await asyncio.sleep(LOOK_EVERY)
            now = time.monotonic()
            beat = now >= next_beat
            next_beat += BEAT_EVERY if beat else 0
            for count, connection in enumerate(list(self.hub.connections)):
                self._look_at(connection, now, beat)
                if count % _SLICE == _SLICE - 1:
                    await asyncio.sleep(0)

    def _look_at(self, connection: Connection, now: float, beat: bool) -> None:
        if now - connection.seen > 2.5 * BEAT_EVERY:
            connection.close(1001, "silent")
        elif not connection.user and now - connection.since > TICKET_WITHIN:
            connection.close(4401, "no ticket")
        elif connection in self.hub.connections:
            self.hub.end_leases(connection)
            if beat:
                connection.beat(self._beat)


def origin_allowed(origin: str) -> bool:
    """Whether pages of this origin may connect: http(s), and a host of `SIYU_ALLOWED_HOSTS`; https when secure."""
    with suppress(ValueError):
        parts = urlsplit(origin)
        host, schemes = parts.hostname or "", {"https"} if settings().secure else {"http", "https"}
        if parts.scheme not in schemes or not host or parts.path or parts.query or parts.username is not None:
            return False
        name = f"[{host}]" if ":" in host else host
        return any(
            each == "*" or each.lower() == name or (each.startswith(".") and (name.endswith(each) or name == each[1:]))
            for each in settings().allowed_hosts
        )
    return False


def run(host: str, port: int, lease: float = LEASE) -> bool:
    """Be the gateway of this installation; answers False when another is already."""
    place = here()
    lock = FileLock(place.lock)
    if not lock.take(wait=5):
        return False
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY else max(soft, 65536), hard))
    try:
        uvloop.run(Gateway(place, host, port, lease).serve())
    finally:
        lock.drop()
    return True


def main(arguments: list[str] | None = None) -> int:
    """`python -m siyu.platform.realtime.gateway`: what `siyu serve` and `siyu gateway` start."""
    parser = argparse.ArgumentParser(prog="siyu gateway")
    parser.add_argument("--host", default=settings().host)
    parser.add_argument("--port", type=int, default=settings().gateway)
    parser.add_argument("--parent", type=int, default=0, help="end when this process does")
    parser.add_argument("--lease", type=float, default=LEASE, help="seconds that a seat lasts without a new ticket")
    said = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname).1s %(name)s %(message)s")
    logging.getLogger("picows").setLevel(logging.WARNING)  # it greets every connection
    if said.parent:
        die_with_parent(said.parent)
    return 0 if run(said.host, said.port, said.lease) else 3


if __name__ == "__main__":
    raise SystemExit(main())
