"""Programmes with people in them, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.inbox.models import Notice
from siyu.domains.people.models import User
from siyu.domains.programmes.actions.write_entry import write_entry
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.types import EntryForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOON = datetime(2026, 3, 11, 4, 0, tzinfo=UTC)  # Wednesday, twelve in Shanghai
EVENING = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)  # eight in Shanghai
HOUR = timedelta(hours=1)

__all__ = ["EVENING", "HOUR", "NOON", "client_of", "fresh", "member_in", "notices", "page", "world", "write"]


def world(**fields: Any) -> tuple[Desk, Group, Entry]:
    """An account, a group whose owner is its desk, and an entry this evening at eight (called at noon)."""
    desk = make_desk()
    group = make_group(desk)
    return desk, group, write(desk.user, group, **fields)


def write(user: User, group: Group, nonce: str = "", *, show: bool = False, **fields: Any) -> Entry:
    starts = fields.pop("starts_at", EVENING)
    form = {"title": "泡茶夜谈", "kind": "talk", "ends_at": starts + HOUR, **fields}
    return write_entry(lead_as_member(user, group.public_id), EntryForm(starts_at=starts, **form), nonce, show=show)


def member_in(group: Group, name: str = "小美") -> User:
    user = make_member(name)
    join(user, group)
    return user


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def fresh(entry: Entry) -> Entry:
    found: Entry = Entry.objects.of(entry.account_id).get(pk=entry.pk)
    return found


def notices(user: User, entry: Entry) -> list[str]:
    """Titles of what a user was told of an entry, oldest first."""
    rows = Notice.objects.filter(user=user, key__startswith=f"programme:{entry.public_id}")
    return list(rows.order_by("pk").values_list("title", flat=True))
