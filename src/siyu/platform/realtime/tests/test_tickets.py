"""Tickets open what they say, once, for a minute, and nothing else."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from siyu.platform.realtime import tickets
from siyu.platform.realtime.tickets import TicketRefused


def test_a_ticket_says_who_sits_where() -> None:
    ticket = tickets.read(tickets.issue("u1", ["group.a", "user.u1"], origin="https://fans.example", at=time.time()))
    assert (ticket.user, ticket.rooms, ticket.origin) == ("u1", ("group.a", "user.u1"), "https://fans.example")


def test_no_two_tickets_are_alike() -> None:
    assert len({tickets.read(tickets.issue("u1", ["group.a"])).nonce for _ in range(100)}) == 100


@pytest.mark.parametrize("age", [61, 3600, -30])
def test_a_ticket_lives_a_minute(age: float) -> None:
    with pytest.raises(TicketRefused, match="expired"):
        tickets.read(tickets.issue("u1", ["group.a"], at=time.time() - age))


def test_rewritten_tickets_are_refused() -> None:
    body, _, signature = tickets.issue("u1", ["group.a"]).partition(".")
    said = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    forged = urlsafe_b64encode(json.dumps({**said, "u": "u2"}).encode()).rstrip(b"=").decode()
    with pytest.raises(TicketRefused, match="bad"):
        tickets.read(f"{forged}.{signature}")


@given(some.text(max_size=300))
def test_whatever_else_is_refused(text: str) -> None:
    with pytest.raises(TicketRefused):
        tickets.read(text)


@given(some.integers(0, 10_000), some.characters(codec="ascii"))
def test_one_other_letter_spoils_it(place: int, letter: str) -> None:
    text = tickets.issue("u1", ["group.a"])
    at = place % len(text)
    if text[at] == letter or (at == len(text) - 1):  # the last letter of base64 has spare bits
        return
    with pytest.raises(TicketRefused):
        tickets.read(text[:at] + letter + text[at + 1 :])
