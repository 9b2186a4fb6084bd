"""Coded errors of accounts."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class LastOwner(SiyuError):
    """An account keeps at least one owner: the last one cannot leave or take a smaller role."""

    code = "last_owner"
    status = 409


class AlreadyStaff(SiyuError):
    """The user works for this account already; `data["role"]` says as what."""

    code = "already_staff"
    status = 409
