"""Who is in the demo: two accounts, and log-ins for each side of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.types import Desk
from siyu.domains.people.actions.ensure_user import ensure_user
from siyu.domains.people.models import User

BRAND, BRAND_NAME = "yunshang", "云裳记"
SECOND, SECOND_NAME = "jinshu", "锦书小铺"
BOSS, OPERATOR, STAFF = "boss@yunshang.example", "operator@yunshang.example", "staff@siyu.example"


@dataclass(frozen=True)
class Part:
    """One log-in; `role` in the brand's account is empty for those who do not work for it."""

    email: str
    name: str
    role: str
    what: object
    staff: bool = False


CAST = (
    Part("member@yunshang.example", "海棠", "", _("member (opens / on a phone)")),
    Part("friend@yunshang.example", "小棠", "", _("another member, to talk with")),
    Part(OPERATOR, "小满", "operator", _("operator of 云裳记")),
    Part(BOSS, "沈云裳", "owner", _("owner of 云裳记 and 锦书小铺")),
    Part(STAFF, "平台值班", "", _("platform staff"), staff=True),
)
MEMBERS = tuple(part.email for part in CAST if part.email.startswith(("member@", "friend@")))


def bring_cast(passwords: Mapping[str, str]) -> None:
    """Open both accounts and make the log-ins with these passwords (by e-mail); doing it again changes nothing."""
    with transaction.atomic():
        brand = open_account(slug=BRAND, name=BRAND_NAME, kind=Account.Kind.ENTERPRISE)
        for part in CAST:
            user, made = ensure_user(part.email, name=part.name)
            if made:
                user.is_staff = part.staff
                user.set_password(passwords[part.email])
                user.save()
            if part.role:
                Membership.objects.get_or_create(account=brand, user=user, defaults={"role": part.role})
        boss = User.objects.get(email=BOSS)
        open_account(slug=SECOND, name=SECOND_NAME, kind=Account.Kind.PERSONAL, owner=boss)


def desk_of(email: str, account: str = BRAND) -> Desk:
    """The desk at which one of the cast works."""
    return access_desk(User.objects.get(email=email), account)
