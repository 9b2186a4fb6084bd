"""The ticket door: looks up a user's rights to rooms and signs what the gateway may believe."""

from __future__ import annotations

import json
import time

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.realtime import tickets, wire
from siyu.platform.realtime.guards import may_sit
from siyu.platform.realtime.hub import MOST_ROOMS
from siyu.platform.settings import settings


@never_cache
@require_POST
@member_page
@limited("ticket", "120/minute")
def ticket(request: HttpRequest) -> HttpResponseBase:
    """`{"rooms": [...]}` → `{"ticket", "address", "rooms", "refused"}`; 404 when none is open to the user."""
    at = time.time()  # before rights are looked up: what is revoked from here on beats this ticket
    rooms = _asked(request)
    open_rooms = [room for room in rooms if wire.is_room(room) and may_sit(request.user, room)]
    if not open_rooms:
        raise NotFound
    origin = request.headers.get("Origin", "") or f"{request.scheme}://{request.get_host()}"
    signed = tickets.issue(request.user.uid, open_rooms, origin=origin, at=at)  # type: ignore[union-attr]
    refused = [room for room in rooms if room not in open_rooms]
    return JsonResponse(
        {"ticket": signed, "address": gateway_address(request), "rooms": open_rooms, "refused": refused}
    )


def gateway_address(request: HttpRequest) -> str:
    """Where the page finds the gateway: as set, on the site's own address behind HTTPS, else on the next port."""
    if settings().gateway_address:
        return settings().gateway_address
    host = request.get_host()
    if request.is_secure() or settings().secure:
        return f"wss://{host}/ws"
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return f"ws://{name}:{settings().gateway}/ws"


def _asked(request: HttpRequest) -> list[str]:
    try:
        rooms = json.loads(request.body)["rooms"]
    except (ValueError, KeyError, TypeError) as trouble:
        raise Invalid from trouble
    if not isinstance(rooms, list) or len(rooms) > MOST_ROOMS or not all(isinstance(room, str) for room in rooms):
        raise Invalid
    return list(dict.fromkeys(rooms))
