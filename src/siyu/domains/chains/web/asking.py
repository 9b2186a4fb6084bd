"""What the views of chains share: who asks, and where they are led."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.chains.queries.entries import Wanted
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid


def asker(request: HttpRequest) -> User:
    """The logged-in user behind a guarded view."""
    return cast("User", request.user)


def address(name: str, group: str, chain: str, **more: object) -> str:
    """The address of a page of a chain."""
    return reverse(f"chains:{name}", kwargs={"group": group, "chain": chain, **more})


def to_chain(group: str, chain: str) -> HttpResponseRedirect:
    """The chain's page."""
    return HttpResponseRedirect(address("chain", group, chain))


def read_wanted(request: HttpRequest) -> Wanted:
    """Which entries the address asks for."""
    asked = request.GET
    return Wanted(asked.get("only", "joined"), asked.get("pickup", "")[:16], asked.get("q", "").strip()[:30])


def broken_address() -> Invalid:
    """What a cursor that is none is answered with."""
    return Invalid(_("This address of a page is broken. Start from the first page."))
