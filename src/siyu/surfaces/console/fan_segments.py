"""The segments that a fan is in, as a section of the fan page: fans know nothing of segments, the console does."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.queries.access import access_person
from siyu.domains.segments.queries.explanation import explain
from siyu.domains.segments.queries.segments import living
from siyu.kernel.errors import Invalid
from siyu.platform.eventstore.errors import StoreError
from siyu.platform.http.desk import DeskRequest, desk_page

_ASKED = 20


def section(desk: Desk, person_id: int) -> dict[str, Any] | None:
    """The frame of the section; what is in it is asked for when the page stands."""
    if not desk.may("segments.view"):
        return None
    return {"template": "console/fan_segments_frame.html", "person_id": person_id}


@desk_page("segments.view")
def show(request: DeskRequest, person_id: int) -> HttpResponse:
    """The newest segments that hold this fan, each judged by the SQL that decides membership."""
    account = request.desk.account
    person = access_person(request.desk, person_id)
    found, broken, unreachable = [], 0, False
    for segment in living(account).order_by("-updated_at")[:_ASKED]:
        try:
            if explain(account, segment.tree, person).inside:
                found.append(segment)
        except Invalid:
            broken += 1
        except StoreError:
            unreachable = True
            break
    context = {"segments": found, "asked": _ASKED, "broken": broken, "unreachable": unreachable}
    return render(request, "console/fan_segments.html", context)
