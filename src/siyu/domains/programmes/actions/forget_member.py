"""Forget a member in programmes: their wishes and attendances, and their name as host."""

from __future__ import annotations

from typing import Final

from siyu.domains.people.models import User
from siyu.domains.programmes.models import Attendance, Entry, Wish

_OWN: Final = "a member asks to be forgotten everywhere"


def forget_member(user: User) -> int:
    """Delete what is theirs; entries they wrote stay without them. Answers how many; twice does nothing more."""
    gone = sum(model.objects.unscoped(_OWN).filter(user=user).delete()[0] for model in (Wish, Attendance))
    gone += Entry.objects.unscoped(_OWN).filter(host=user).update(host=None, host_name="")
    Entry.objects.unscoped(_OWN).filter(by=user).update(by=None, nonce="")
    return int(gone)
