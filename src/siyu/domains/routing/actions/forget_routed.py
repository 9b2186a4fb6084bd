"""Forget whom routes invited."""

from __future__ import annotations

from siyu.domains.people.models import User
from siyu.domains.routing.models import Routed


def forget_routed(user: User) -> int:
    """Delete the member's invitations by routes; twice does nothing more."""
    rows = Routed.objects.unscoped("a member asks to be forgotten everywhere").filter(user=user)
    return int(rows.delete()[0])
