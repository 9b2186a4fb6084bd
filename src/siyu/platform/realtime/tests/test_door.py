"""The ticket door asks the guards and signs no more than they allow."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from siyu.platform.realtime import tickets
from siyu.platform.realtime.guards import room_guards
from siyu.platform.settings import settings

ASK = "/realtime/ticket/"


@pytest.fixture
def member(db: None) -> Any:
    return get_user_model().objects.create_member(phone="+8613800000001", name="小满")  # type: ignore[attr-defined]


@pytest.fixture
def asking(member: Any) -> Client:
    client = Client(headers={"accept": "application/json"})
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def ask(client: Client, rooms: Any, **headers: str) -> Any:
    return client.post(ASK, {"rooms": rooms}, content_type="application/json", headers=headers)


def test_a_member_gets_a_seat_in_their_own_room(asking: Client, member: Any) -> None:
    answer = ask(asking, [f"user.{member.uid}"]).json()
    ticket = tickets.read(answer["ticket"])
    assert (ticket.user, ticket.rooms, ticket.origin) == (member.uid, (f"user.{member.uid}",), "http://testserver")
    assert answer["address"] == f"ws://testserver:{settings().gateway}/ws"
    assert answer["refused"] == []


def test_a_ticket_is_for_the_pages_of_its_origin(asking: Client, member: Any) -> None:
    answer = ask(asking, [f"user.{member.uid}"], origin="https://fans.example").json()
    assert tickets.read(answer["ticket"]).origin == "https://fans.example"


def test_foreign_and_unknown_rooms_are_refused_alike(asking: Client, member: Any) -> None:
    own = f"user.{member.uid}"
    answer = ask(asking, [own, "user.somebody", "nothing.x", "user", "user.", "../x", own]).json()
    assert tickets.read(answer["ticket"]).rooms == (own,)
    assert answer["refused"] == ["user.somebody", "nothing.x", "user", "user.", "../x"]
    foreign, missing = ask(asking, ["user.somebody"]), ask(asking, ["nothing.x"])
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def test_guards_are_asked_with_the_user_and_the_rest_of_the_name(asking: Client, member: Any) -> None:
    seen = []
    room_guards.add("testing", lambda user, name: not seen.append((user.uid, name)))
    try:
        assert ask(asking, ["testing.acme.desk"]).status_code == 200
    finally:
        del room_guards._entries["testing"]
    assert seen == [(member.uid, "acme.desk")]


@pytest.mark.django_db
def test_strangers_are_told_to_log_in() -> None:
    assert ask(Client(headers={"accept": "application/json"}), ["user.x"]).status_code == 401


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"rooms": "user.x"}', '{"rooms": [1]}', '{"rooms": null}', "{"])
def test_nonsense_is_refused(asking: Client, body: str) -> None:
    assert asking.post(ASK, body, content_type="application/json").status_code == 422


def test_too_many_rooms_are_refused(asking: Client) -> None:
    assert ask(asking, [f"group.{n}" for n in range(101)]).status_code == 422


def test_forged_requests_are_refused(member: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert ask(client, [f"user.{member.uid}"]).status_code == 403
