"""How a user can log in."""

from __future__ import annotations

from siyu.domains.people.adapters.wechat import wechat
from siyu.domains.people.models import User
from siyu.domains.people.rules import shown_phone
from siyu.domains.people.types import WaysIn


def ways_in(user: User) -> WaysIn:
    """The ways, masked as their owner recognises them."""
    return WaysIn(
        phone=shown_phone(user.phone) if user.phone else "",
        email=user.email or "",
        wechat=bool(user.unionid),
        wechat_offered=wechat() is not None,
    )
