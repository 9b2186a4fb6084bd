"""What Django says is said after the commit, at once, and never at the cost of the request."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import pytest
from django.db import transaction

from siyu.platform import realtime
from siyu.platform.realtime import publishing, wire
from siyu.platform.realtime.carriers import LocalCarrier
from siyu.platform.realtime.place import here
from siyu.platform.testing.realtime import Recorder


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    publishing.use(made)
    yield made
    publishing.use(None)


@pytest.fixture
def deaf() -> Iterator[socket.socket]:
    """A gateway that takes connections and reads nothing."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    path = here().socket
    here().run.joinpath("gateway.sock").unlink(missing_ok=True)
    listening.bind(path)
    listening.listen()
    yield listening
    listening.close()
    here().run.joinpath("gateway.sock").unlink(missing_ok=True)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_said_before_the_commit(recorder: Recorder) -> None:
    with transaction.atomic():
        realtime.publish("group.a", "message", {"id": 1}, seq=1)
        realtime.revoke("group.a", "u1")
        realtime.ask_refill(["group.b"])
        assert (list(recorder), recorder.revoked, recorder.refilled) == ([], [], [])
    (said,) = recorder
    assert (said.room, said.event, said.payload, said.seq) == ("group.a", "message", {"id": 1}, 1)
    assert (recorder.revoked, recorder.refilled) == ([("group.a", "u1")], ["group.b"])


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_said(recorder: Recorder) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        realtime.publish("group.a", "message", {})
        realtime.revoke("group.a", "u1")
        _ = 1 / 0
    assert (list(recorder), recorder.revoked) == ([], [])


@pytest.mark.django_db
def test_the_fixture_of_other_tests_hears_at_once(published: Recorder) -> None:
    realtime.publish("live.1", "danmaku", {"text": "哈哈"}, lane="all")
    assert [(each.room, each.payload, each.lane) for each in published] == [("live.1", {"text": "哈哈"}, "all")]


@pytest.mark.django_db
def test_thousands_are_told_by_a_few_packets(published: Recorder) -> None:
    realtime.publish_many((f"user.u{n}" for n in range(450)), "notice", {"n": 1})
    assert [(each.room, each.event) for each in published] == [(f"user.u{n}", "notice") for n in range(450)]


@pytest.mark.parametrize(
    "room", ["", "group", "group.", ".a", "group.a b", 'group."', "Group.a", "group.a\n", "g.1.2.3.4"]
)
def test_rooms_have_names(room: str) -> None:
    with pytest.raises(ValueError, match="not a room"):
        realtime.publish(room, "message", {})
    with pytest.raises(ValueError, match="not a room"):
        realtime.revoke(room, "u1")


def test_files_are_not_published() -> None:
    with pytest.raises(ValueError, match="too long"):
        realtime.publish("group.a", "message", "x" * wire.MOST_BYTES)


def test_without_a_gateway_publishing_costs_nothing() -> None:
    carrier = LocalCarrier()
    began = time.perf_counter()
    for _ in range(200):
        carrier.publish("group.a", b"{}\n")
    assert (time.perf_counter() - began) / 200 < 0.005


def test_a_gateway_that_hangs_holds_nobody_up_and_what_it_missed_is_fetched(deaf: socket.socket) -> None:
    carrier = LocalCarrier()
    said = wire.message({"do": "publish"}, b"x" * 60_000)
    slowest, lost = 0.0, 0
    for n in range(200):
        began = time.perf_counter()
        carrier.publish(f"group.{n}", said)
        slowest = max(slowest, time.perf_counter() - began)
        lost = n
        if carrier._losses._rooms:
            break
    assert carrier._losses._rooms == {f"group.{lost}"}, "its queue is full"
    assert slowest < 1, "5 ms on a machine that has nothing else to do"
    heard, _ = deaf.accept()
    heard.settimeout(10)
    while True:
        head, _body = wire.parse(heard.recv(1 << 18))
        if head["do"] == "refill":
            break
    assert head["rooms"] == [f"group.{lost}"]
    heard.close()


def test_a_revocation_is_written_down_before_it_is_said() -> None:
    here().journal.unlink(missing_ok=True)
    LocalCarrier().revoke(wire.message({"do": "revoke", "room": "group.a", "user": "u1", "at": 1.5}))
    assert [json.loads(line) for line in here().journal.read_text().splitlines()] == [
        {"do": "revoke", "room": "group.a", "user": "u1", "at": 1.5}
    ]
