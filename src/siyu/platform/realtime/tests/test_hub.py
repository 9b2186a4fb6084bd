"""Seats, lanes and revocations, without sockets."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from siyu.platform.realtime import hub as hub_module
from siyu.platform.realtime import tickets, wire
from siyu.platform.realtime.hub import Hub
from siyu.platform.realtime.room import MOST_WAITING
from siyu.platform.realtime.tests.people import Somebody, frames
from siyu.platform.realtime.tickets import TicketRefused
from siyu.platform.testing.loops import run_apart


@pytest.fixture
def hub() -> Hub:
    made = Hub()
    made.refuses_before = time.time() - 100
    return made


def seat(hub: Hub, *rooms: str, user: str = "u1", at: float | None = None, who: Somebody | None = None) -> Somebody:
    somebody = who or Somebody()
    hub.arrive(somebody)  # type: ignore[arg-type]
    hub.admit(somebody, tickets.issue(user, rooms, origin=somebody.origin, at=at))  # type: ignore[arg-type]
    return somebody


def say(
    hub: Hub, room: str, payload: Any, *, lane: str = "host", batch: bool = False, key: str = "", seq: int | None = None
) -> None:
    head = {"do": "publish", "room": room, "lane": lane, "batch": batch or lane != "host", "key": key, "seq": seq}
    hub.hear(head, wire.event_of("x", payload, seq))
    hub.flush()


def test_those_in_the_room_hear_it_and_nobody_else(hub: Hub) -> None:
    inside, outside = seat(hub, "group.a"), seat(hub, "group.b", user="u2")
    say(hub, "group.a", "你好", seq=7)
    assert inside.heard == [{"room": "group.a", "events": [{"event": "x", "payload": "你好", "seq": 7}]}]
    assert outside.heard == []


def test_many_rooms_are_told_at_once(hub: Hub) -> None:
    one, other, third = (seat(hub, f"user.u{n}", user=f"u{n}") for n in range(3))
    head = {"do": "publish", "room": "", "lane": "host", "batch": False, "key": "", "seq": None}
    hub.hear({**head, "rooms": ["user.u0", "user.u2", "user.nobody"]}, wire.event_of("notice", 1, None))
    hub.flush()
    assert (one.events, other.events, third.events) == ([1], [], [1])


def test_all_get_the_very_same_frame(hub: Hub) -> None:
    one, other = seat(hub, "group.a"), seat(hub, "group.a", user="u2")
    say(hub, "group.a", 1)
    assert one.written[0] is other.written[0]


def test_who_joins_learns_the_newest_number(hub: Hub) -> None:
    seat(hub, "group.a")
    for seq in (4, 6, 5):
        say(hub, "group.a", 1, seq=seq)
    late = Somebody()
    assert hub.admit(late, tickets.issue("u2", ["group.a", "group.b"])) == {"group.a": 6, "group.b": None}  # type: ignore[arg-type]


@pytest.mark.parametrize("again", [False, True])
def test_a_ticket_opens_once(hub: Hub, again: bool) -> None:
    text, first = tickets.issue("u1", ["group.a"]), Somebody()
    hub.admit(first, text)  # type: ignore[arg-type]
    with pytest.raises(TicketRefused, match="replayed"):
        hub.admit(first if again else Somebody(), text)  # type: ignore[arg-type]
    assert hub.counts.refused == {"replayed": 1}


def test_a_ticket_is_for_one_user_and_one_origin(hub: Hub) -> None:
    somebody = seat(hub, "group.a")
    for text in (tickets.issue("u2", ["group.b"]), tickets.issue("u1", ["group.b"], origin="http://evil.example")):
        with pytest.raises(TicketRefused, match="foreign"):
            hub.admit(somebody, text)  # type: ignore[arg-type]
    assert somebody.rooms == {"group.a"}


def test_tickets_from_before_the_start_are_refused(hub: Hub) -> None:
    text = tickets.issue("u1", ["group.a"])
    hub.refuses_before = time.time() + 0.1
    with pytest.raises(TicketRefused, match="expired"):
        hub.admit(Somebody(), text)  # type: ignore[arg-type]


def test_sockets_of_a_user_and_rooms_of_a_socket_are_counted(hub: Hub) -> None:
    for _ in range(hub_module.MOST_SOCKETS):
        seat(hub, "group.a")
    with pytest.raises(TicketRefused, match="sockets"):
        seat(hub, "group.a")
    with pytest.raises(TicketRefused, match="rooms"):
        seat(hub, *(f"group.{n}" for n in range(hub_module.MOST_ROOMS + 1)), user="u2")


def test_the_revoked_hear_nothing_more(hub: Hub) -> None:
    gone, stays = seat(hub, "group.a"), seat(hub, "group.a", user="u2")
    hub.revoke("group.a", "u1", time.time())
    say(hub, "group.a", "secret")
    assert gone.heard == [{"left": "group.a", "why": "revoked"}]
    assert stays.events == ["secret"]


def test_a_ticket_from_before_the_revocation_does_not_open_again(hub: Hub) -> None:
    text = tickets.issue("u1", ["group.a", "group.b"], at=time.time() - 1)
    hub.revoke("group.a", "u1", time.time())
    somebody = Somebody()
    assert hub.admit(somebody, text) == {"group.b": None}  # type: ignore[arg-type]


def test_who_is_let_in_again_stays_when_the_journal_repeats_the_revocation(hub: Hub) -> None:
    at = time.time() - 5
    hub.revoke("group.a", "u1", at)
    back = seat(hub, "group.a")
    hub.revoke("group.a", "u1", at)
    say(hub, "group.a", 1)
    assert back.events == [1]


def test_a_banned_user_is_closed_and_a_dissolved_room_emptied(hub: Hub) -> None:
    banned, other = seat(hub, "group.a", "group.b"), seat(hub, "group.b", user="u2")
    hub.revoke("*", "u1", time.time())
    assert banned.closed == (4403, "revoked")
    assert hub.admit(Somebody(), tickets.issue("u1", ["group.a"], at=time.time() - 1)) == {}  # type: ignore[arg-type]
    hub.revoke("group.b", "*", time.time())
    say(hub, "group.b", 1)
    assert other.events == []


def test_a_seat_ends_with_its_lease_unless_renewed(hub: Hub) -> None:
    now = [100.0]
    hub.clock = lambda: now[0]
    one, other = seat(hub, "group.a"), seat(hub, "group.a", user="u2")
    now[0] += hub.lease * 0.7
    seat(hub, "group.a", user="u2", who=other)
    now[0] += hub.lease * 0.7
    for each in (one, other):
        hub.end_leases(each)  # type: ignore[arg-type]
    say(hub, "group.a", 1)
    assert one.heard == [{"left": "group.a", "why": "lease"}]
    assert other.events == [1]


def test_nothing_is_kept_of_those_who_left(hub: Hub) -> None:
    people = [seat(hub, "group.a", f"user.u{n}", user=f"u{n}") for n in range(50)]
    for each in people:
        hub.depart(each)  # type: ignore[arg-type]
    assert (hub.connections, hub.rooms, hub._users) == (set(), {}, {})


def test_starting_over_empties_the_rooms_and_calls_everyone_back(hub: Hub) -> None:
    somebody = seat(hub, "group.a")
    before = tickets.issue("u2", ["group.a"], at=time.time() - 1)
    hub.start_over()
    say(hub, "group.a", "unheard")
    assert somebody.heard == [{"renew": True}]
    with pytest.raises(TicketRefused, match="expired"):
        hub.admit(Somebody(), before)  # type: ignore[arg-type]


def test_a_lost_message_lets_everyone_fetch_and_forgets_the_number(hub: Hub) -> None:
    somebody = seat(hub, "group.a")
    say(hub, "group.a", 1, seq=3)
    hub.hear({"do": "refill", "rooms": ["group.a", "group.nobody"]}, b"")
    assert somebody.heard[-1] == {"refill": ["group.a"]}
    assert hub.admit(Somebody(), tickets.issue("u2", ["group.a"])) == {"group.a": None}  # type: ignore[arg-type]


async def _batched(hub: Hub) -> None:
    await asyncio.sleep(hub_module.WIDE_WINDOW * 1.5)


def test_batches_go_host_first_and_tell_what_was_left_out(hub: Hub) -> None:
    somebody = seat(hub, "live.1")

    async def talk() -> None:
        for n in range(MOST_WAITING["all"] + 30):
            say(hub, "live.1", f"all {n}", lane="all")
        say(hub, "live.1", "buyer", lane="buyer")
        say(hub, "live.1", "packet", batch=True)
        say(hub, "live.1", "urgent")
        assert somebody.events == ["urgent"]
        await _batched(hub)

    run_apart(talk())
    assert somebody.events[:4] == ["urgent", "packet", "buyer", "all 0"]
    assert len(somebody.events) == 3 + MOST_WAITING["all"]
    assert somebody.heard[-1]["dropped"] == {"all": 30}
    assert hub.counts.dropped == {"host": 0, "buyer": 0, "all": 30}


def test_of_a_counter_only_the_last_is_sent(hub: Hub) -> None:
    somebody = seat(hub, "live.1")

    async def talk() -> None:
        for n in range(500):
            say(hub, "live.1", n, lane="all", key="viewers")
        await _batched(hub)

    run_apart(talk())
    assert somebody.events == [499]


def test_too_many_batched_host_events_are_never_silently_lost(hub: Hub) -> None:
    somebody = seat(hub, "live.1")

    async def talk() -> None:
        for n in range(MOST_WAITING["host"] + 1):
            say(hub, "live.1", n, batch=True)
        await _batched(hub)

    run_apart(talk())
    assert {"refill": ["live.1"]} in somebody.heard
    assert len(somebody.events) == MOST_WAITING["host"]


def test_who_is_behind_gets_what_is_needed_only(hub: Hub) -> None:
    behind, follows = Somebody(choked=True), Somebody()
    seat(hub, "live.1", who=behind)
    seat(hub, "live.1", user="u2", who=follows)

    async def talk() -> None:
        say(hub, "live.1", "danmaku", lane="all")
        await _batched(hub)
        say(hub, "live.1", "danmaku", lane="all")
        say(hub, "live.1", "goods", batch=True)
        await _batched(hub)

    run_apart(talk())
    assert follows.events == ["danmaku", "goods", "danmaku"]
    assert behind.events == ["goods", "danmaku"]
    assert behind.passed_over == 1


@given(some.binary(max_size=300) | some.integers(65_000, 70_000).map(bytes))
def test_frames_are_read_back(payload: bytes) -> None:
    assert list(frames(wire.text_frame(payload) + wire.PING)) == [(1, payload), (9, b"")]


@given(some.dictionaries(some.text(), some.text() | some.integers()), some.binary())
def test_messages_of_publishers_are_read_back(head: dict[str, Any], body: bytes) -> None:
    assert wire.parse(wire.message(head, body)) == (head, body)
