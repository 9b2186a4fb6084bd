"""Tables of pro accounts."""

from siyu.domains.accounts.models.account import Account
from siyu.domains.accounts.models.certification import Certification, Document
from siyu.domains.accounts.models.homepage import Homepage, HomepageVersion
from siyu.domains.accounts.models.invitation import StaffInvitation
from siyu.domains.accounts.models.matrix import Organisation, Seat
from siyu.domains.accounts.models.membership import Membership
from siyu.domains.accounts.models.owned import Owned, OwnedManager, UnscopedQueryError

__all__ = [
    "Account",
    "Certification",
    "Document",
    "Homepage",
    "HomepageVersion",
    "Membership",
    "Organisation",
    "Owned",
    "OwnedManager",
    "Seat",
    "StaffInvitation",
    "UnscopedQueryError",
]
