"""Open a personal pro account in one step: any member may, at once and for nothing."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.conf import PERSONAL, PERSONAL_MOST
from siyu.domains.accounts.errors import TooManyAccounts
from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.queries.slugs import propose_slug
from siyu.domains.accounts.types import screening
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def open_personal_account(user: User, *, name: str, positioning: str, slug: str = "") -> Account:
    """Open it with the user as owner; without a slug one is made of the name. Pressing twice opens one.

    Raises Invalid naming the field, TooManyAccounts, and what screening says of the name.
    """
    name, slug = rules.clean_line(name), slug.strip().lower()
    _check(name, positioning, slug)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(
            pk=user.pk
        )  # two opened at once are counted one after the other
        mine = Account.objects.filter(
            kind=Account.Kind.PERSONAL, memberships__user=user, memberships__role=Membership.Role.OWNER
        )
        same = mine.filter(name=name).first()
        if same is not None:
            return same
        if mine.count() >= PERSONAL_MOST:
            raise TooManyAccounts(
                _("You have %(most)d accounts already, which is as many as one person may open.")
                % {"most": PERSONAL_MOST},
                most=PERSONAL_MOST,
            )
        account = _make(name, positioning, slug or propose_slug(name))
        Membership.objects.create(account=account, user=user, role=Membership.Role.OWNER)
        audit.record(
            account_id=account.pk, actor_id=user.pk, act="account.opened", target=f"account:{account.pk}",
            positioning=positioning,
        )  # fmt: skip
    return account


def _check(name: str, positioning: str, slug: str) -> None:
    if not rules.NAME_LEAST <= len(name) <= rules.NAME_MOST:
        raise Invalid(_("Choose a name of 2 to 30 characters."), field="name")
    if positioning not in PERSONAL:
        raise Invalid(_("Please choose what the account is about."), field="positioning")
    if slug and not rules.is_slug(slug):
        raise Invalid(_("Use 3 to 32 small letters, digits and hyphens."), field="slug")
    screening.get()(name)


def _make(name: str, positioning: str, slug: str) -> Account:
    try:
        with transaction.atomic():
            return Account.objects.create(slug=slug, name=name, positioning=positioning)
    except IntegrityError as taken:
        raise Invalid(_("Somebody has this address already. Try another."), field="slug") from taken
