"""Moderation in the back office: the pages of reviewers over all accounts, and the convention."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from siyu.domains.moderation.desk import convention
from siyu.domains.moderation.desk.room import View, platform_room
from siyu.domains.moderation.desk.routes import routes
from siyu.surfaces.staff.guard import staff_page


def at_back_office(view: View, _permission: str) -> View:
    """The view for platform staff, over all accounts."""

    @staff_page
    @wraps(view)
    def seated(request: HttpRequest, **more: Any) -> HttpResponse:
        return view(request, platform_room(request), **more)

    return seated


app_name = "moderation"
urlpatterns = [
    *routes(at_back_office),
    path("convention/", at_back_office(convention.edit, ""), name="convention"),
    path("convention/publish/", at_back_office(convention.publish, ""), name="convention_publish"),
]
