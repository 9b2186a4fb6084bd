"""Forget a member's check-ins."""

from __future__ import annotations

from siyu.domains.checkins.models import Mark
from siyu.domains.people.models import User


def forget_marks(user: User) -> int:
    """Delete the member's marks; twice does nothing more."""
    rows = Mark.objects.unscoped("a member asks to be forgotten everywhere").filter(user=user)
    return int(rows.delete()[0])
