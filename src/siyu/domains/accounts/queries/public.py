"""What everyone may know of an account."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts.models import Account
from siyu.kernel.errors import NotFound


def public_account(slug: str) -> Account:
    """The account of a public address; raises NotFound."""
    found = Account.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound("There is no such account.")
    return found


def owned_count(user: Any) -> int:
    """How many accounts a user works for, for 我的."""
    return int(user.memberships.count())
