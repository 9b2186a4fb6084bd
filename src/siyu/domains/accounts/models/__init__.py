"""Tables of pro accounts."""

from siyu.domains.accounts.models.account import Account
from siyu.domains.accounts.models.membership import Membership
from siyu.domains.accounts.models.owned import Owned, OwnedManager, UnscopedQueryError

__all__ = ["Account", "Membership", "Owned", "OwnedManager", "UnscopedQueryError"]
