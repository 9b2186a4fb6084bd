"""What the views of groups share: who asks, and where they are led."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from siyu.domains.people.models import User


def asker(request: HttpRequest) -> User:
    """The logged-in user behind a guarded view."""
    return cast("User", request.user)


def back_to(name: str, public_id: str) -> HttpResponseRedirect:
    """A page of the group."""
    return HttpResponseRedirect(reverse(f"groups:{name}", kwargs={"group": public_id}))
