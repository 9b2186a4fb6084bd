"""Record that the yearly fee of a certification was received."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.certifying import locked, move, record
from siyu.domains.accounts.models import Account, Certification
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def record_fee(reviewer: User, account_id: int, receipt: str) -> Certification:
    """Platform staff record that the yearly fee was received, under its receipt number; the mark holds for a year more.

    The same receipt twice counts once. Raises NotFound, WrongState, Invalid without a receipt or before renewal is due.
    """
    receipt = receipt.strip()
    if not receipt:
        raise Invalid(_("Please give the number of the receipt."), field="receipt")
    with transaction.atomic():
        certification, now = locked(account_id, reviewer), clock.now()
        if certification.receipt == receipt and certification.state == rules.VALID:
            return certification
        until = certification.valid_until
        if certification.state == rules.VALID and until and not rules.may_renew(until, now):
            raise Invalid(_("The mark can be renewed from 30 days before it ends."), field="receipt")
        move(certification, "pay")
        certification.receipt = receipt
        certification.valid_from = certification.valid_from or now
        certification.valid_until = rules.paid_until(until, now)
        certification.save()
        Account.objects.filter(pk=account_id).update(
            kind=Account.Kind.ENTERPRISE, certified_until=certification.valid_until,
            positioning=certification.positioning,
        )  # fmt: skip
        record(certification, reviewer, "certification.paid", receipt=receipt, fee_fen=certification.fee_fen)
    return certification
