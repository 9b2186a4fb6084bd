"""What the views of programmes share: who asks, which week, and where they are led."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid

_FIRST, _LAST = date(2000, 1, 10), date(2200, 1, 1)


def asker(request: HttpRequest) -> User:
    """The logged-in user behind a guarded view."""
    return cast("User", request.user)


def address(name: str, group: str, entry: str) -> str:
    """The address of a page of an entry."""
    return reverse(f"programmes:{name}", kwargs={"group": group, "entry": entry})


def to_entry(group: str, entry: str) -> HttpResponseRedirect:
    """The entry's page."""
    return HttpResponseRedirect(address("entry", group, entry))


def to_week(group: str, day: date | None = None) -> HttpResponseRedirect:
    """The week that a day is in; the current one for none."""
    way = reverse("programmes:week", kwargs={"group": group})
    return HttpResponseRedirect(f"{way}?week={day.isoformat()}" if day else way)


def read_day(text: str) -> date | None:
    """A day as addresses have it; None for an empty one. Raises Invalid."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as broken:
        raise Invalid(_("There is no such week."), field="week") from broken
    if not _FIRST <= day <= _LAST:
        raise Invalid(_("There is no such week."), field="week")
    return day


def broken_address() -> Invalid:
    """What a cursor that is none is answered with."""
    return Invalid(_("This address of a page is broken. Start from the first page."))
