"""The guard of the back office: platform staff only; for all others it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from siyu.kernel.errors import NotFound

View = Callable[..., HttpResponse]


def staff_page(view: View) -> View:
    """Guard a view: log-in and `is_staff`, else 404."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_staff", False):
            raise NotFound(path=request.path)
        return view(request, *args, **kwargs)

    guarded.permission = "is_staff"  # type: ignore[attr-defined]
    return guarded
