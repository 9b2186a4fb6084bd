"""How often something may be done: a moving window per user or address, in Valkey or one worker's memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, Literal, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from limits import parse
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from siyu.kernel.errors import SiyuError
from siyu.platform.settings import settings

View = Callable[..., HttpResponseBase]
_unlimited: ContextVar[bool] = ContextVar("unlimited", default=False)


class TooOften(SiyuError):
    """The limit named in `data["limit"]` is reached; `data["retry_after"]` says in how many seconds to come back."""

    code = "too_often"
    status = 429


@lru_cache
def _limiter() -> MovingWindowRateLimiter:
    url = settings().valkey_url
    storage = cast(Storage, storage_from_string(url)) if url else MemoryStorage()
    return MovingWindowRateLimiter(storage)


def spend(name: str, limit: str, who: str) -> None:
    """Count one use of `name` by `who` against a limit such as `10/minute`; raises TooOften when there is none left."""
    if _unlimited.get():
        return
    item = parse(limit)
    if not _limiter().hit(item, name, who):
        reset = _limiter().get_window_stats(item, name, who).reset_time
        wait = max(1, round(reset - time.time()))
        raise TooOften(
            _("That was too often. Please try again in %(n)s seconds.") % {"n": wait}, limit=limit, retry_after=wait
        )


@contextmanager
def unlimited() -> Iterator[None]:
    """Within this block nothing is counted: for replaying what happened earlier, never for a door."""
    token = _unlimited.set(True)
    try:
        yield
    finally:
        _unlimited.reset(token)


def forget_all() -> None:
    """Forget what was counted (tests)."""
    _limiter.cache_clear()


def limited(name: str, limit: str, *, by: Literal["user", "ip"] = "user") -> Callable[[View], View]:
    """Limit a view; by user falls back to the address of whoever is not logged in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            spend(name, limit, asker(request, by))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def asker(request: HttpRequest, by: Literal["user", "ip"] = "user") -> str:
    """Whom a request counts for: the user, else the address it came from."""
    if by == "user" and request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"ip:{request.META.get('REMOTE_ADDR', '')}"
