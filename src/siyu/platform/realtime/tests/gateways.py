"""A real gateway process in the home of the test run, and a browser's side of its sockets."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from siyu.platform.realtime import publishing, status, tickets, wire
from siyu.platform.settings import settings


class GatewayProcess:
    """Starts, kills and asks a gateway."""

    def __init__(self, **env: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.env = {**os.environ, "SIYU_HOME": str(settings().home), "SIYU_GATEWAY_PORT": str(self.port), **env}
        self.process: subprocess.Popen[bytes] | None = None
        self.lease = "120"

    def start(self) -> None:
        command = [sys.executable, "-m", "siyu.platform.realtime.gateway", "--host", "127.0.0.1", "--lease", self.lease]
        self.process = subprocess.Popen([*command, "--port", str(self.port)], env=self.env)
        until = time.monotonic() + 60
        while (found := status.ask()) is None or found["pid"] != self.process.pid:
            assert self.process.poll() is None, "the gateway ended"
            assert time.monotonic() < until
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


class Browser(WSListener):
    """Keeps what the gateway sends."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.closed = asyncio.Event()
        self.code: int | None = None
        self.transport: WSTransport

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self.heard.append(json.loads(frame.get_payload_as_bytes()))
        elif frame.msg_type == WSMsgType.CLOSE:
            self.code = int(frame.get_close_code())
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.closed.set()

    def say(self, what: Any) -> None:
        self.transport.send(WSMsgType.TEXT, json.dumps(what))

    @property
    def events(self) -> list[Any]:
        return [event["payload"] for said in self.heard for event in said.get("events", ())]

    async def until(self, true: Callable[[], object], seconds: float = 30) -> float:
        """Wait; answers the seconds it took."""
        began = time.monotonic()
        while not true():
            assert time.monotonic() - began < seconds, ("waited in vain", self.heard[-5:])
            await asyncio.sleep(0.01)
        return time.monotonic() - began


async def visit(port: int, *, origin: str | None = "http://127.0.0.1:8000", path: str = "/ws") -> Browser:
    """Open a socket as a page of `origin` would."""
    headers = {} if origin is None else {"Origin": origin}
    _, browser = await ws_connect(
        Browser, f"ws://127.0.0.1:{port}{path}", extra_headers=headers, websocket_handshake_timeout=30
    )
    assert isinstance(browser, Browser)
    return browser


async def sit(port: int, *rooms: str, user: str = "u1") -> Browser:
    """Open a socket and take seats."""
    browser = await visit(port)
    browser.say({"ticket": tickets.issue(user, rooms)})
    await browser.until(lambda: browser.heard)
    assert "joined" in browser.heard[0]
    return browser


def say(room: str, payload: Any, *, lane: str = "host", batch: bool = False, seq: int | None = None) -> None:
    """Publish without a transaction."""
    head = {"do": "publish", "room": room, "lane": lane, "batch": batch or lane != "host", "key": "", "seq": seq}
    publishing.carrier().publish(room, wire.message(head, wire.event_of("x", payload, seq)))


def send_away(room: str, user: str) -> None:
    """Revoke without a transaction."""
    said = wire.message({"do": "revoke", "room": room, "user": user, "at": time.time()})
    publishing.carrier().revoke(said)
