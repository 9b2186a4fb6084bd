"""Makes a group with so many members inside an installation and says their sessions; or says what the log holds.

`python talk_world.py make|again N` → {"group", "sessions"} · `python talk_world.py log GROUP` → [[seq, text], …]
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
django.setup()

from django.conf import settings  # noqa: E402

from siyu.domains.accounts.models import Account, Membership  # noqa: E402
from siyu.domains.accounts.types import Desk  # noqa: E402
from siyu.domains.chat.models import Message  # noqa: E402
from siyu.domains.groups.actions.ask_to_join import ask_to_join  # noqa: E402
from siyu.domains.groups.actions.open_group import open_group  # noqa: E402
from siyu.domains.groups.types import GroupForm  # noqa: E402
from siyu.domains.people.models import User  # noqa: E402


def make(count: int) -> None:
    """Open a group, let `count` members join and log them in."""
    account = Account.objects.get(slug="acme")
    account.settings = {**account.settings, "chat": {"rate": "1000000/second"}}
    account.save()
    owner = User.objects.create_user("owner@example.com", "pw-for-tests-1")
    Membership.objects.create(account=account, user=owner, role="owner")
    _group(account, owner, count)


def again(count: int) -> None:
    """Another group of the same account, with members of its own."""
    account = Account.objects.get(slug="acme")
    _group(account, User.objects.get(email="owner@example.com"), count)


def _group(account: Account, owner: User, count: int) -> None:
    group = open_group(Desk(owner, account, "owner"), GroupForm("茶友", "big", 500))
    members = [User.objects.create_member(name=f"m{n}") for n in range(count)]
    for user in members:
        ask_to_join(user, group.public_id, consent=True, accepted=1)
    sys.stdout.write(json.dumps({"group": group.public_id, "sessions": [_session(user) for user in members]}))


def log(group: str) -> None:
    """What the group's log holds, system messages included."""
    rows = Message.objects.filter(conversation__public_id=group).order_by("seq").values_list("seq", "text")
    sys.stdout.write(json.dumps(list(rows)))


def _session(user: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    name, word = sys.argv[1:]
    {"make": lambda: make(int(word)), "again": lambda: again(int(word)), "log": lambda: log(word)}[name]()
