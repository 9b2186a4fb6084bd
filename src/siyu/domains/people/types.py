"""Plain shapes that other domains meet: the ways into a log-in, and who wants to hear that they changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from siyu.platform.registry import Registry


@dataclass(frozen=True)
class WaysIn:
    """How a user can log in; what is shown is masked."""

    phone: str
    email: str
    wechat: bool
    wechat_offered: bool


login_changed: Registry[Callable[[Any], None]] = Registry("people.login_changed")
"""Called with the user, in the transaction in which a number or a WeChat came to their log-in."""


def tell_login_changed(user: Any) -> None:
    """Tell whoever wants to hear."""
    for _name, hear in login_changed:
        hear(user)
