"""Where a reviewer sits: the desk of an account, or the platform's back office. Pages are the same, rights are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from siyu.domains.moderation.queries.access import platform_reviewer, reviewer_at
from siyu.domains.moderation.types import Reviewer
from siyu.platform.http.desk import DeskRequest, desk_page

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Room:
    """A reviewer with the frame of their pages and the addresses beneath it."""

    reviewer: Reviewer
    frame: str
    names: str
    slug: str = ""

    @property
    def is_platform(self) -> bool:
        """Whether this is the platform's back office."""
        return self.reviewer.account is None

    def url(self, name: str, **more: Any) -> str:
        """The address of a page of this room."""
        return reverse(f"{self.names}:{name}", kwargs={"slug": self.slug, **more} if self.slug else more)

    def go(self, name: str, **more: Any) -> HttpResponse:
        """Lead to a page of this room."""
        return redirect(self.url(name, **more))

    def show(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """Render a page in the frame of this room."""
        here = {"case": "queue"}.get(name := Path(template).stem, name)
        return render(request, template, {**context, "room": self, "frame": self.frame, "here": here})


def at_desk(view: View, permission: str) -> View:
    """The view at the desk of the account whose slug stands in the address."""

    @wraps(view)
    def seated(request: DeskRequest, **more: Any) -> HttpResponse:
        desk = request.desk
        room = Room(reviewer_at(desk), "moderation/at_desk.html", "console:moderation", desk.account.slug)
        return view(request, room, **more)

    return cast("View", desk_page(permission)(cast("Any", seated)))


def platform_room(request: HttpRequest) -> Room:
    """The platform's back office as a room. Raises NotFound for all but platform staff."""
    return Room(platform_reviewer(request.user), "staff/moderation.html", "staff:moderation")  # type: ignore[arg-type]
