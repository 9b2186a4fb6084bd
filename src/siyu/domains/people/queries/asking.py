"""Who asks for a page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from siyu.domains.people.models import User


def user_of(request: HttpRequest) -> User:
    """The user who asks; behind a page for members or staff there is one."""
    return cast("User", request.user)
