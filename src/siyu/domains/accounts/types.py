"""Plain shapes that other domains receive from accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts import policies
from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden

ROLE_LABELS: Final[dict[str, str | Promise]] = {
    "owner": _("Owner"),
    "operator": _("Operator"),
    "host": _("Live host"),
    "support": _("Support"),
    "finance": _("Finance"),
    "reviewer": _("Reviewer"),
}
"""What each role is called on screen."""


@dataclass(frozen=True)
class Desk:
    """A member of staff at the desk of an account: rights already looked up."""

    user: User
    account: Account
    role: str

    @property
    def role_label(self) -> str | Promise:
        """What the role is called on screen."""
        return ROLE_LABELS.get(self.role, self.role)

    def may(self, permission: str) -> bool:
        """Whether this person may do it here."""
        return policies.may(self.role, permission)

    def require(self, permission: str) -> None:
        """Raise Forbidden when this person may not do it here."""
        if not self.may(permission):
            raise Forbidden(permission=permission)
