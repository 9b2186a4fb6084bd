"""The rights table: every URL × every role × own, foreign and no account. A URL missing from it fails the run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter, UUIDConverter

from siyu.domains.accounts import policies
from siyu.domains.accounts.models import Account, Membership
from siyu.domains.people.models import User
from siyu.platform.eventstore.duck import DuckStore

TABLE = Path(__file__).parent / "rights.txt"
WRONG_METHOD = 405  # said to everyone alike, before anyone is looked up
ROLES = [role.value for role in Membership.Role]


@dataclass(frozen=True)
class Door:
    """One URL: its route, who guards it, and an address whose objects do not exist."""

    route: str
    guard: str
    address: str


def _doors(resolver: URLResolver, route: str = "", address: str = "/") -> Iterator[Door]:
    for entry in resolver.url_patterns:
        here, there = route + str(entry.pattern), address + str(entry.pattern)
        for name, converter in entry.pattern.converters.items():
            kind = next(word for word in ("int", "slug", "str", "uuid", "path") if f"<{word}:{name}>" in there)
            there = there.replace(f"<{kind}:{name}>", "{slug}" if name == "slug" else _nothing(converter))
        if isinstance(entry, URLResolver):
            yield from _doors(entry, here, there)
        elif isinstance(entry, URLPattern):
            yield Door(here, str(getattr(entry.callback, "permission", "")), there)


def _nothing(converter: object) -> str:
    if isinstance(converter, IntConverter):
        return "987654321"
    return "00000000-0000-7000-8000-000000000000" if isinstance(converter, UUIDConverter) else "nothing-here"


DOORS = list(_doors(get_resolver()))
DESK = [door for door in DOORS if door.guard in policies.PERMISSIONS]
EXPECTED = {
    line.split()[-1].removeprefix("/"): line.split()[0]
    for line in TABLE.read_text().splitlines()
    if line and not line.startswith("#")
}
OPEN = {"anyone", "login"}
"""Guards of pages without an account: everyone, or whoever is logged in; all others carry theirs in the code."""


def test_every_url_stands_in_the_table_with_its_guard() -> None:
    found = {door.route: door.guard or "unguarded" for door in DOORS}
    expected = {route: "unguarded" if guard in OPEN else guard for route, guard in EXPECTED.items()}
    assert found == expected


def test_whatever_carries_an_account_is_guarded_by_a_permission() -> None:
    assert [
        door.route for door in DOORS if "<slug:slug>" in door.route and door.guard not in policies.PERMISSIONS
    ] == []


@pytest.fixture
def cast(db: None) -> dict[str, User]:
    """One member of staff per role at `ours`, and a stranger who owns `theirs`."""
    ours, theirs = (Account.objects.create(slug=slug, name=slug) for slug in ("ours", "theirs"))
    people = {role: User.objects.create_user(f"{role}@example.com") for role in ROLES}
    for role, user in people.items():
        Membership.objects.create(account=ours, user=user, role=role)
    people["stranger"] = User.objects.create_user("stranger@example.com")
    Membership.objects.create(account=theirs, user=people["stranger"], role="owner")
    return people


def _said(content: bytes) -> bytes:
    """The answer without what differs in every answer: the asked slug, nonces, CSRF tokens."""
    return re.sub(rb"[A-Za-z0-9_+/=-]{22,}", b"token", content.replace(b"ours-not", b"ours"))


def _answer(user: User | None, door: Door, slug: str, method: str) -> tuple[int, bytes]:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = getattr(client, method)(door.address.format(slug=slug))
    return answer.status_code, b"" if answer.streaming else answer.content


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_cannot_tell_a_foreign_account_from_none(
    cast: dict[str, User], event_store: DuckStore, method: str
) -> None:
    for door in DESK:
        foreign = _answer(cast["stranger"], door, "ours", method)
        missing = _answer(cast["stranger"], door, "ours-not", method)
        assert foreign[0] == missing[0], door
        assert foreign[0] in {404, WRONG_METHOD}, door
        assert _said(foreign[1]) == _said(missing[1]), door


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_logged_out_are_sent_to_the_log_in(db: None, event_store: DuckStore, method: str) -> None:
    for door in DESK:
        assert _answer(None, door, "ours", method)[0] in {302, WRONG_METHOD}, door


def test_pages_of_the_logged_in_and_of_platform_staff(cast: dict[str, User], event_store: DuckStore) -> None:
    for door in DOORS:
        guard = EXPECTED[door.route]
        if guard in {"login", "is_staff"}:
            assert _answer(None, door, "ours", "get")[0] in {302, WRONG_METHOD}, door
        if guard == "is_staff":
            assert _answer(cast["owner"], door, "ours", "get")[0] in {403, 404}, door
        if guard == "login":
            assert _answer(cast["stranger"], door, "ours", "get")[0] in {200, 302, WRONG_METHOD}, door


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_meets_exactly_its_permissions(
    cast: dict[str, User], event_store: DuckStore, role: str, method: str
) -> None:
    for door in DESK:
        status = _answer(cast[role], door, "ours", method)[0]
        if status == WRONG_METHOD:
            continue
        if policies.may(role, door.guard):
            assert status < 500, (door, status)
            assert status != 403, door
        else:
            assert status == 403, (door, status)


def test_the_table_would_notice_a_url_without_a_guard() -> None:
    """The control: an unguarded page with an account in its address is found by the same walk."""
    planted = URLResolver(get_resolver().pattern, [path("console/<slug:slug>/planted/", lambda request, slug: None)])  # type: ignore[arg-type, return-value]
    assert [door.guard for door in _doors(planted)] == [""]


def test_pages_of_members_lead_strangers_to_the_log_in(cast: dict[str, User], event_store: DuckStore) -> None:
    """A member without anything of their own meets no error, and nothing of anybody else's."""
    doors = [door for door in DOORS if door.guard == "member"]
    assert len(doors) > 20
    for door in doors:
        for method in ("get", "post"):
            status, _ = _answer(None, door, "ours", method)
            assert status in {302, 401, WRONG_METHOD}, (door, method, status)
            status, _ = _answer(cast["stranger"], door, "ours", method)
            assert status < 500, (door, method, status)


def test_open_pages_answer_everyone_without_an_error(cast: dict[str, User], event_store: DuckStore) -> None:
    for door in [door for door in DOORS if door.guard == "open"]:
        for user in (None, cast["stranger"]):
            for method in ("get", "post"):
                assert _answer(user, door, "ours", method)[0] < 500, (door, method)
