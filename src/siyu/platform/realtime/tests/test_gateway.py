"""A real gateway process: who gets in, who is sent away, who is cut, and that it can be killed at any time."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator

import pytest
from picows import WSError, WSMsgType

from siyu.platform.realtime import publishing, status, tickets, wire
from siyu.platform.realtime.carriers import LocalCarrier
from siyu.platform.realtime.place import here
from siyu.platform.realtime.tests.gateways import GatewayProcess, say, send_away, sit, visit
from siyu.platform.testing.loops import run_apart

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]
FOREIGN = [
    "http://evil.example", "https://127.0.0.1.evil.example", "http://evil-127.0.0.1", "null", "", "file://", "data:",
    "http://localhost.evil.example", "javascript:alert(1)", "http://127.0.0.1@evil.example", "ftp://127.0.0.1",
    "http://127.0.0.2", "http://[::2]", "http://0x7f000001", "http://2130706433", "chrome-extension://localhost",
    "http://localhost/path", "http://user@localhost", "http://locaIhost", "//localhost", "localhost",
]  # fmt: skip


@pytest.fixture(scope="module")
def gateway() -> Iterator[GatewayProcess]:
    publishing.use(LocalCarrier())
    made = GatewayProcess()
    made.start()
    yield made
    made.stop()
    publishing.use(None)


@pytest.mark.parametrize("origin", [*FOREIGN, None])
def test_pages_of_other_origins_do_not_connect(gateway: GatewayProcess, origin: str | None) -> None:
    with pytest.raises(WSError):
        run_apart(visit(gateway.port, origin=origin))


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8000", "http://localhost:3", "https://localhost", "http://[::1]:8000"]
)
def test_our_own_pages_connect(gateway: GatewayProcess, origin: str) -> None:
    assert run_apart(visit(gateway.port, origin=origin)) is not None


def test_a_ticket_of_another_origin_opens_nothing(gateway: GatewayProcess) -> None:
    async def scene() -> None:
        browser = await visit(gateway.port, origin="http://localhost:1")
        browser.say({"ticket": tickets.issue("u1", ["group.a"], origin="http://localhost:2")})
        await browser.until(lambda: browser.heard)
        assert browser.heard == [{"refused": "foreign"}]

    run_apart(scene())


def test_expired_replayed_and_forged_tickets_open_nothing(gateway: GatewayProcess) -> None:
    async def scene() -> None:
        good = tickets.issue("u1", ["group.a"])
        first = await visit(gateway.port)
        first.say({"ticket": good})
        await first.until(lambda: first.heard)
        second = await visit(gateway.port)
        for text in (good, tickets.issue("u1", ["group.a"], at=time.time() - 61), good[:-5] + "AAAAA", "", "é.ü"):
            second.say({"ticket": text})
        await second.until(lambda: len(second.heard) == 5)
        assert [each["refused"] for each in second.heard] == ["replayed", "expired", "bad", "bad", "bad"]
        say("group.a", "for those inside")
        await first.until(lambda: first.events)
        assert second.events == []

    run_apart(scene())


@pytest.mark.parametrize("frame", [b"no json", b"[]", b"7", b'{"leave": 3}', b'{"ticket"', b"\xff", b"x" * 20_000])
def test_nonsense_ends_the_talk(gateway: GatewayProcess, frame: bytes) -> None:
    async def scene() -> None:
        browser = await visit(gateway.port)
        browser.transport.send(WSMsgType.TEXT, frame)
        await asyncio.wait_for(browser.closed.wait(), 20)

    run_apart(scene())
    assert status.ask() is not None


def test_a_browser_that_floods_is_closed(gateway: GatewayProcess) -> None:
    async def scene() -> None:
        browser = await visit(gateway.port)
        for _ in range(100):
            browser.say({"leave": []})
        await asyncio.wait_for(browser.closed.wait(), 20)

    run_apart(scene())


def test_who_shows_no_ticket_is_closed(gateway: GatewayProcess) -> None:
    async def scene() -> None:
        browser = await visit(gateway.port)
        await asyncio.wait_for(browser.closed.wait(), 40)
        assert browser.code == 4401

    run_apart(scene())


@pytest.mark.parametrize("lost", [False, True], ids=["said", "message-lost"])
@pytest.mark.parametrize("room", ["group.kicked", "*"])
def test_the_revoked_hear_nothing_within_five_seconds(
    gateway: GatewayProcess, room: str, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        gone = await sit(gateway.port, "group.kicked", user="u1")
        stays = await sit(gateway.port, "group.kicked", user="u2")
        ticket = tickets.issue("u1", ["group.kicked"])
        if lost:
            monkeypatch.setattr(LocalCarrier, "_send", lambda self, said: False)
        send_away(room, "u1")
        monkeypatch.undo()
        left = {"left": "group.kicked", "why": "revoked"}
        took = await gone.until(lambda: gone.closed.is_set() or left in gone.heard)
        assert took < 5
        say("group.kicked", "secret")
        await stays.until(lambda: stays.events)
        again = await visit(gateway.port)
        again.say({"ticket": ticket})
        await again.until(lambda: again.heard)
        assert again.heard[0]["joined"] == {}
        assert "secret" not in gone.events

    run_apart(scene())


def test_a_browser_that_does_not_read_is_cut_and_others_wait_for_nothing(gateway: GatewayProcess) -> None:
    async def scene() -> None:
        before = status.ask()
        lazy = socket.create_connection(("127.0.0.1", gateway.port))
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        lazy.sendall(
            b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://localhost\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert b" 101 " in lazy.recv(4096)
        text = json.dumps({"ticket": tickets.issue("lazy", ["group.slow"])}).encode()
        lazy.sendall(b"\x81" + bytes((0x80 | 126,)) + len(text).to_bytes(2, "big") + bytes(4) + text)
        quick = await sit(gateway.port, "group.slow", user="quick")
        for n in range(200):
            say("group.slow", f"{n}" + "x" * 20_000)
            await asyncio.sleep(0.001)
        await quick.until(lambda: len(quick.events) == 200)
        await quick.until(lambda: status.ask()["cut"] == before["cut"] + 1)  # type: ignore[index]
        lazy.close()

    run_apart(scene())


def test_a_seat_ends_with_its_lease(gateway: GatewayProcess) -> None:
    gateway.stop()
    gateway.lease = "1"
    gateway.start()

    async def scene() -> None:
        browser = await sit(gateway.port, "group.a")
        await browser.until(lambda: {"left": "group.a", "why": "lease"} in browser.heard)

    try:
        run_apart(scene())
    finally:
        gateway.stop()
        gateway.lease = "120"
        gateway.start()


def test_killed_twenty_times_it_comes_back_and_publishers_find_it(gateway: GatewayProcess) -> None:
    async def scene(turn: int) -> None:
        browser = await sit(gateway.port, "group.a")
        say("group.a", turn, seq=turn)
        await browser.until(lambda: browser.events)
        assert browser.events == [turn]
        gateway.kill()
        await asyncio.wait_for(browser.closed.wait(), 20)
        say("group.a", "to nobody")

    for turn in range(1, 21):
        run_apart(scene(turn))
        gateway.start()


def test_its_journal_is_emptied_when_it_is_long(gateway: GatewayProcess) -> None:
    line = wire.message({"do": "revoke", "room": "group.none", "user": "u" * 900, "at": 0}).rstrip() + b"\n"
    with here().journal.open("ab") as journal:
        journal.write(line * 1200)
    until = time.monotonic() + 20
    while here().journal.stat().st_size and time.monotonic() < until:
        time.sleep(0.1)
    assert here().journal.stat().st_size == 0

    async def scene() -> None:
        browser = await sit(gateway.port, "group.a", user="after")
        publishing.carrier()._hang_up()  # type: ignore[attr-defined]
        send_away("group.a", "after")
        await browser.until(lambda: {"left": "group.a", "why": "revoked"} in browser.heard, seconds=5)

    run_apart(scene())


def test_it_stays_small(gateway: GatewayProcess) -> None:
    found = status.ask()
    assert found is not None
    assert found["rss_mb"] <= 60
