"""What a browser's session remembers between asking for a code and bringing it."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from siyu.domains.people.adapters.wechat import WeChatPerson

_KEY = "enter"


@dataclass
class Waiting:
    """Somebody on the way in: the number a code went to, where they want to go, a WeChat that waits for a number."""

    next: str = "/"
    phone: str = ""
    browser: str = ""
    state: str = ""
    agreed: bool = False
    inside: bool = False
    wechat: dict[str, Any] | None = None

    @property
    def person(self) -> WeChatPerson | None:
        """The WeChat that waits."""
        return WeChatPerson(**self.wechat) if self.wechat else None


def waiting_of(request: HttpRequest) -> Waiting:
    """What this browser's session remembers."""
    return Waiting(**request.session.get(_KEY, {}))


def remember(request: HttpRequest, waiting: Waiting) -> None:
    """Remember it; a browser gets its name on the first occasion."""
    waiting.browser = waiting.browser or secrets.token_hex(16)
    request.session[_KEY] = asdict(waiting)


def forget(request: HttpRequest) -> None:
    """Forget it."""
    request.session.pop(_KEY, None)


def safe_next(request: HttpRequest, asked: str) -> str:
    """A path of ours to go on to; anything else leads home."""
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and safe else "/"
