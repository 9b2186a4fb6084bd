"""Open a pro account."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.people.models import User
from siyu.platform import audit


def open_account(*, slug: str, name: str, kind: str = Account.Kind.PERSONAL, owner: User | None = None) -> Account:
    """Open the account, or return it as it is when it exists already; the owner, if given, joins it as owner."""
    with transaction.atomic():
        account, made = Account.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind})
        if made:
            audit.record(
                account_id=account.pk,
                actor_id=owner.pk if owner else None,
                act="account.opened",
                target=f"account:{account.pk}",
            )
        if owner is not None:
            Membership.objects.get_or_create(account=account, user=owner, defaults={"role": Membership.Role.OWNER})
    return account
