"""The guard of console pages: log-in, the account of the URL, the permission; strangers get 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from siyu.kernel.errors import Forbidden
from siyu.platform.registry import Slot

Params = ParamSpec("Params")
View = Callable[..., HttpResponseBase]


class DeskRequest(HttpRequest):
    """A console request: `desk` is what the account gate found out about asker and account."""

    desk: Any


account_gate: Slot[Callable[[Any, str], Any]] = Slot("account_gate")
"""Filled by `accounts`: (user, slug) → a desk with `.account` and `.may(permission)`; raises NotFound to strangers."""


def desk_page(permission: str) -> Callable[[Callable[Concatenate[DeskRequest, Params], HttpResponseBase]], View]:
    """Guard a view whose URL carries the account's `slug`: needs a member of it who holds `permission`."""

    def decorate(view: Callable[Concatenate[DeskRequest, Params], HttpResponseBase]) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            desk = account_gate.get()(request.user, slug)
            if not desk.may(permission):
                raise Forbidden(permission=permission)
            request.desk = desk  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
