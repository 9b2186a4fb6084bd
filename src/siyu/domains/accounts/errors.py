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


class WrongState(SiyuError):
    """The certification cannot make this move now; `data["state"]` says where it stands."""

    code = "wrong_state"
    status = 409


class TooManyAccounts(SiyuError):
    """The member owns as many personal accounts as one may; `data["most"]`."""

    code = "too_many_accounts"
    status = 409


class ChangedMeanwhile(SiyuError):
    """Somebody else changed the draft; `data["revision"]` is theirs."""

    code = "changed_meanwhile"
    status = 409
