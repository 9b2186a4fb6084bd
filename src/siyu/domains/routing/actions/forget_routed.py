"""Forget whom routes invited."""

from __future__ import annotations

from typing import Final

from siyu.domains.people.models import User
from siyu.domains.routing.models import Newcomer, Routed

_OWN: Final = "a member asks to be forgotten everywhere"


def forget_routed(user: User) -> int:
    """Delete the member's invitations by routes; twice does nothing more."""
    Newcomer.objects.unscoped(_OWN).filter(user=user).delete()
    return int(Routed.objects.unscoped(_OWN).filter(user=user).delete()[0])
