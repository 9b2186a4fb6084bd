"""Several gateways meet at Valkey: one's publisher is heard at the other, and an interruption is never kept secret."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis

from siyu.platform.realtime import publishing, tickets, wire
from siyu.platform.realtime.tests.gateways import GatewayProcess, say, send_away, sit, visit
from siyu.platform.realtime.valkey import ValkeyCarrier
from siyu.platform.testing.loops import run_apart

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]
PROGRAM = shutil.which("valkey-server") or shutil.which("redis-server")


@dataclass
class Valkey:
    """A server of this test's own."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = int(probe.getsockname()[1])
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", ""]
        self.process = subprocess.Popen([str(PROGRAM), *words], stdout=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while True:
            try:
                redis.Redis.from_url(self.url, socket_timeout=5).ping()
                return
            except redis.RedisError:
                assert time.monotonic() < until
                time.sleep(0.05)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    if PROGRAM is None:
        pytest.skip("no valkey-server or redis-server here")
    made = Valkey(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def gateway(valkey: Valkey) -> Iterator[GatewayProcess]:
    made = GatewayProcess(SIYU_VALKEY_URL=valkey.url)
    made.start()
    carrier = ValkeyCarrier(valkey.url)
    carrier.patience(5)  # the machine of a test may be slow
    publishing.use(carrier)
    yield made
    publishing.use(None)
    made.stop()


def test_what_is_said_at_valkey_is_heard_at_the_gateway(gateway: GatewayProcess) -> None:
    async def scene() -> None:
        before = await visit(gateway.port)
        await before.until(lambda: _at_valkey())
        browser = await sit(gateway.port, "group.a")
        say("group.a", "你好", seq=1)
        await browser.until(lambda: browser.events == ["你好"])

    run_apart(scene())


@pytest.mark.parametrize("lost", [False, True], ids=["said", "message-lost"])
def test_the_revoked_hear_nothing_within_five_seconds(gateway: GatewayProcess, valkey: Valkey, lost: bool) -> None:
    async def scene() -> None:
        browser = await visit(gateway.port)
        await browser.until(lambda: _at_valkey())
        browser.say({"ticket": tickets.issue("u1", ["group.a"])})
        await browser.until(lambda: browser.heard)
        if lost:  # written down, never said
            said = wire.message({"do": "revoke", "room": "group.a", "user": "u1", "at": time.time()})
            carrier = publishing.carrier()
            assert isinstance(carrier, ValkeyCarrier)
            assert carrier.write_down(said)
        else:
            send_away("group.a", "u1")
        left = {"left": "group.a", "why": "revoked"}
        assert await browser.until(lambda: left in browser.heard) < 5

    run_apart(scene())


def test_after_an_interruption_everyone_renews_and_what_was_revoked_meanwhile_stays_so(
    gateway: GatewayProcess, valkey: Valkey
) -> None:
    async def scene() -> None:
        first = await visit(gateway.port)
        await first.until(lambda: _at_valkey())
        browser = await sit(gateway.port, "group.a")
        before = tickets.issue("u1", ["group.a"])
        valkey.stop()
        send_away("group.a", "u1")  # Valkey is away: it is owed
        valkey.start()
        await browser.until(lambda: {"renew": True} in browser.heard)
        late = await visit(gateway.port)
        late.say({"ticket": before})
        await late.until(lambda: late.heard)
        assert late.heard[0].get("refused") == "expired" or late.heard[0]["joined"] == {}
        owed = redis.Redis.from_url(valkey.url, socket_timeout=5)
        await browser.until(lambda: owed.keys("siyu.*.revoked"))
        say("group.a", "secret")
        await asyncio.sleep(0.5)
        assert browser.events == late.events == []

    run_apart(scene())


def _at_valkey() -> bool:
    from siyu.platform.realtime import status

    found = status.ask()
    return bool(found and found["valkey"])
