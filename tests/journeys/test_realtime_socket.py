"""The socket of a page in a real Chromium: a gateway that dies, a seat that is taken away, no gateway at all."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders

from siyu.platform.realtime import publishing, tickets
from siyu.platform.realtime.carriers import LocalCarrier
from siyu.platform.realtime.tests.gateways import GatewayProcess, say, send_away

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.xdist_group("processes")]
PAGE = """<!doctype html><body hx-headers='{"X-CSRFToken": "token"}'><script type="module">
import { join } from "/static/realtime/socket.js";
Object.assign(window, { shown: [], states: [], left: [], gaps: [] });
join("group.a", {
  since: 0,
  onEvent: (event) => shown.push(event.seq),
  async onGap(from) {
    gaps.push(from);
    const missed = await (await fetch(`/since?seq=${from ?? 0}`)).json();
    shown.push(...missed);
    return missed.at(-1) ?? from;
  },
  onState: (state) => states.push(state),
  onLeft: (why) => left.push(why),
});
</script>"""


class Site(ThreadingHTTPServer):
    """The little of a site that a socket needs: a page, its modules, the ticket door, and what was written."""

    def __init__(self, gateway: GatewayProcess) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.gateway = gateway
        self.written = 0
        self.doors_open = True
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def write(self) -> None:
        """A new row, and the hint that there is one."""
        self.written += 1
        say("group.a", {"n": self.written}, seq=self.written)


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path.startswith("/static/"):
            file = finders.find(parts.path.removeprefix("/static/"))
            self._say(open(str(file), "rb").read(), "text/javascript")  # noqa: PTH123, SIM115
        elif not self.server.doors_open:
            self.send_error(404)
        elif parts.path == "/since":
            seq = int(parse_qs(parts.query)["seq"][0])
            self._say(json.dumps(list(range(seq + 1, self.server.written + 1))).encode(), "application/json")
        else:
            self._say(PAGE.encode(), "text/html")

    def do_POST(self) -> None:
        rooms = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["rooms"]
        if not self.server.doors_open:
            self.send_error(404)
            return
        ticket = tickets.issue("u1", rooms, origin=self.headers["Origin"])
        address = f"ws://127.0.0.1:{self.server.gateway.port}/ws"
        self._say(json.dumps({"ticket": ticket, "address": address, "refused": []}).encode(), "application/json")

    def _say(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None: ...


@pytest.fixture
def gateway() -> Iterator[GatewayProcess]:
    publishing.use(LocalCarrier())
    made = GatewayProcess()
    made.start()
    yield made
    made.stop()
    publishing.use(None)


@pytest.fixture
def page(chromium: Any, gateway: GatewayProcess) -> Iterator[tuple[Any, Site]]:
    site = Site(gateway)
    context = chromium.new_context()
    opened = context.new_page()
    yield opened, site
    context.close()
    site.shutdown()


def test_nothing_is_lost_or_doubled_while_the_gateway_is_killed_twenty_times(page: tuple[Any, Site]) -> None:
    opened, site = page
    opened.goto(site.address)
    opened.wait_for_function("states.includes('live')", timeout=30_000)
    chance, done = random.Random(16), threading.Event()

    def write() -> None:
        while not done.is_set():
            site.write()
            time.sleep(chance.uniform(0, 0.02))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(20):
            opened.wait_for_timeout(chance.uniform(0, 600))
            site.gateway.kill()
            site.gateway.start()
        opened.wait_for_timeout(3_000)
    finally:
        done.set()
        writer.join()
    opened.wait_for_function(f"shown.at(-1) >= {site.written}", timeout=60_000)
    assert opened.evaluate("shown") == list(range(1, site.written + 1))
    opened.wait_for_function("states.filter((state) => state === 'live').length >= 2", timeout=60_000)  # it came back


def test_a_hint_that_is_lost_is_fetched_when_the_next_one_comes(page: tuple[Any, Site]) -> None:
    opened, site = page
    opened.goto(site.address)
    opened.wait_for_function("states.includes('live')", timeout=30_000)
    for _ in range(5):
        site.write()
    site.written += 3  # three rows without a hint
    site.write()
    opened.wait_for_function("shown.length >= 9", timeout=30_000)
    assert opened.evaluate("shown") == list(range(1, 10))


def test_whoever_is_sent_away_is_told_and_comes_back_no_more(page: tuple[Any, Site]) -> None:
    opened, site = page
    opened.goto(site.address)
    opened.wait_for_function("states.includes('live')", timeout=30_000)
    site.doors_open = False
    send_away("group.a", "u1")
    opened.wait_for_function("left.length", timeout=5_000)
    site.write()
    opened.wait_for_timeout(1_000)
    assert opened.evaluate("[left, shown]") == [["revoked"], []]


def test_without_a_gateway_the_page_asks_by_itself_until_there_is_one(page: tuple[Any, Site]) -> None:
    opened, site = page
    site.gateway.kill()
    opened.goto(site.address)
    site.write()
    opened.wait_for_function("states.includes('polling') && shown.length == 1", timeout=40_000)
    site.gateway.start()
    opened.wait_for_function("states.at(-1) == 'live'", timeout=60_000)
    site.write()
    opened.wait_for_function("shown.length == 2", timeout=30_000)
