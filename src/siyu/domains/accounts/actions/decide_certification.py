"""Approve or refuse a certification."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.actions.certifying import locked, move, record
from siyu.domains.accounts.models import Certification
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.settings import settings


def decide_certification(
    reviewer: User, account_id: int, *, approve: bool, reasons: Sequence[str] = ()
) -> Certification:
    """Approve it (the fee is due then) or refuse it with reasons. Raises NotFound, WrongState, Invalid without any."""
    said = [reason.strip() for reason in reasons if reason.strip()]
    if not approve and not said:
        raise Invalid(_("Please give at least one reason: the owner will read it."), field="reasons")
    with transaction.atomic():
        certification = locked(account_id, reviewer)
        move(certification, "approve" if approve else "refuse")
        certification.decided_by, certification.decided_at = reviewer, clock.now()
        certification.reasons = [] if approve else said
        certification.fee_fen = settings().certification_fee_fen if approve else 0
        certification.save()
        record(certification, reviewer, "certification.decided", reasons=certification.reasons)
    return certification
