"""Plain shapes that other domains receive from accounts."""

from __future__ import annotations

from dataclasses import dataclass

from siyu.domains.accounts import policies
from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden


@dataclass(frozen=True)
class Desk:
    """A member of staff at the desk of an account: rights already looked up."""

    user: User
    account: Account
    role: str

    def may(self, permission: str) -> bool:
        """Whether this person may do it here."""
        return policies.may(self.role, permission)

    def require(self, permission: str) -> None:
        """Raise Forbidden when this person may not do it here."""
        if not self.may(permission):
            raise Forbidden(permission=permission)
