"""A browser begins to take pushes, or stops."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from siyu.domains.inbox.actions.add_device import add_device, remove_device
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page


@member_page
@require_POST
@limited("devices", "20/hour")
def change(request: HttpRequest) -> HttpResponse:
    """Take {"endpoint", "keys": {"p256dh", "auth"}, "name"}; with "off" the device is forgotten."""
    told = _json(request)
    user, endpoint = cast("User", request.user), str(told.get("endpoint", ""))
    if told.get("off"):
        return JsonResponse({"devices": remove_device(user, endpoint)})
    keys = told.get("keys")
    keys = keys if isinstance(keys, dict) else {}
    add_device(user, endpoint, str(keys.get("p256dh", "")), str(keys.get("auth", "")), str(told.get("name", "")))
    return JsonResponse({"on": True})


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError as broken:
        raise Invalid(field="body") from broken
    if not isinstance(told, dict):
        raise Invalid(field="body")
    return told
