"""Fetch an account with the asker's rights checked."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.types import Desk
from siyu.kernel.errors import NotFound


def access_desk(user: Any, slug: str) -> Desk:
    """The asker's desk in the account with this slug; NotFound for strangers and for no such account alike."""
    found = Membership.objects.select_related("account", "user").filter(account__slug=slug, user_id=user.pk).first()
    if found is None:
        raise NotFound("There is no such account, or you do not work for it.")
    return Desk(user=found.user, account=found.account, role=found.role)


def accounts_of(user: Any) -> list[Account]:
    """The accounts a user works for, by name."""
    return list(Account.objects.filter(memberships__user_id=user.pk).order_by("name"))


def memberships_of(user: Any) -> list[Membership]:
    """The asker's memberships with their accounts, by name of the account."""
    return list(Membership.objects.select_related("account").filter(user_id=user.pk).order_by("account__name"))


def account_by_slug(slug: str) -> Account:
    """The account for the command line, whose caller owns the machine; raises NotFound."""
    account = Account.objects.filter(slug=slug).first()
    if account is None:
        raise NotFound(f"There is no account {slug!r}; make it with: siyu init --account {slug} --name NAME", slug=slug)
    return account
