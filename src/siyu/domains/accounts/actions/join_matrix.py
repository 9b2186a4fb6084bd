"""Several accounts under one organisation: make it, bring an account in, choose what is shared, leave."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.conf import MATRIX_MOST
from siyu.domains.accounts.errors import WrongState
from siyu.domains.accounts.models import Account, Organisation, Seat
from siyu.domains.accounts.types import Desk, screening
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.kernel.ids import short_id
from siyu.platform import audit


def make_matrix(desk: Desk, name: str) -> Organisation:
    """Make an organisation with this account in it, its fans kept separate. Raises Forbidden, Invalid, WrongState."""
    desk.require("account.settings")
    name = rules.clean_line(name)[:60]
    if not name:
        raise Invalid(_("Give the organisation a name."), field="name")
    screening.get()(name)
    with transaction.atomic():
        _alone(desk)
        made = Organisation.objects.create(name=name, made_by=desk.user, made_at=clock.now())
        _sit(desk, made, "matrix.made")
    return made


def join_matrix(desk: Desk, code: str) -> Organisation:
    """Bring this account into the organisation of the code, which is good for one account. Its fans stay separate.

    Raises Forbidden, Invalid for a code that was used or never was, WrongState when the account is in one already.
    """
    desk.require("account.settings")
    with transaction.atomic():
        _alone(desk)
        found = Organisation.objects.select_for_update(no_key=True).filter(join_code=code.strip()).first()
        if found is None:
            raise Invalid(_("This code was used already, or is mistyped."), field="code")
        if _seats(found).count() >= MATRIX_MOST:
            raise Invalid(_("This organisation has as many accounts as one may have."), field="code")
        if not Organisation.objects.filter(pk=found.pk, join_code=code.strip()).update(join_code=short_id()):
            raise Invalid(_("This code was used already, or is mistyped."), field="code")
        _sit(desk, found, "matrix.joined")
    return found


def share_in_matrix(desk: Desk, *, shares: bool) -> None:
    """Put this account's published figures into the combined report, or take them out. Raises Forbidden, NotFound.

    Figures only: no person, tag, order or message of an account is ever seen by another.
    """
    desk.require("account.settings")
    with transaction.atomic():
        changed = Seat.objects.of(desk.account).exclude(shares_fans=shares).update(shares_fans=shares)
        if changed:
            _record(desk, "matrix.sharing_changed", shares=shares)
        elif not Seat.objects.of(desk.account).exists():
            raise NotFound(account=desk.account.slug)


def leave_matrix(desk: Desk) -> None:
    """Take this account out; the last one out ends the organisation. Nothing of the account is lost."""
    desk.require("account.settings")
    with transaction.atomic():
        seat: Seat | None = Seat.objects.of(desk.account).select_related("organisation").first()
        if seat is None:
            raise NotFound(account=desk.account.slug)
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=seat.organisation_id)
        seat.delete()
        if not _seats(organisation).exists():
            organisation.delete()
        _record(desk, "matrix.left", name=organisation.name)


def _seats(organisation: Organisation) -> QuerySet[Seat]:
    rows = Seat.objects.unscoped("an organisation stands over tenants; only how many they are is asked")
    return rows.filter(organisation=organisation)


def _alone(desk: Desk) -> None:
    Account.objects.select_for_update(no_key=True).get(pk=desk.account.pk)
    if Seat.objects.of(desk.account).exists():
        raise WrongState(_("This account belongs to an organisation already. Leave it first."), state="seated")


def _sit(desk: Desk, organisation: Organisation, act: str) -> None:
    Seat.objects.create(
        account=desk.account, organisation=organisation, joined_at=clock.now(), joined_by=desk.user
    )  # fmt: skip
    _record(desk, act, name=organisation.name)


def _record(desk: Desk, act: str, **data: object) -> None:
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"account:{desk.account.pk}", **data
    )
