"""The organisation that an account belongs to, as one of its staff may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from siyu.domains.accounts import policies
from siyu.domains.accounts.models import Account, Membership, Organisation, Seat

_SEATS = "an organisation stands over tenants; the asker works for one of them"


@dataclass(frozen=True)
class MatrixSeat:
    """One account of the organisation; `role` is the asker's in it, empty for none."""

    account: Account
    shares: bool
    role: str


@dataclass(frozen=True)
class Matrix:
    """An organisation with its accounts, by name."""

    organisation: Organisation
    seats: list[MatrixSeat]


def matrix_of(user: Any, account: Account) -> Matrix | None:
    """The organisation of an account the asker works for, None when it is in none."""
    own: Seat | None = Seat.objects.of(account).select_related("organisation").first()
    if own is None:
        return None
    rows = Seat.objects.unscoped(_SEATS).select_related("account").filter(organisation=own.organisation)
    roles = dict(Membership.objects.filter(user_id=user.pk).values_list("account_id", "role"))
    seats = [MatrixSeat(seat.account, seat.shares_fans, roles.get(seat.account_id, "")) for seat in rows]
    return Matrix(own.organisation, sorted(seats, key=lambda one: one.account.name))


def combined_accounts(matrix: Matrix) -> list[Account]:
    """The accounts whose figures the asker may see together: those that share, and whose figures the asker may see."""
    return [one.account for one in matrix.seats if one.shares and policies.may(one.role, "insights.view")]
