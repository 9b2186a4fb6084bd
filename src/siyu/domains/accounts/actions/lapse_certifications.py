"""Let certifications lapse whose year is over, and remind owners before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.certifying import move, record
from siyu.domains.accounts.events import CERTIFICATION_ENDS_SOON
from siyu.domains.accounts.models import Account, Certification
from siyu.kernel import clock
from siyu.platform.outbox.statement import state


def lapse_certifications(now: datetime | None = None) -> int:
    """Let every mark lapse whose year is over, and remind owners once, 30 days before; answers how many lapsed."""
    now = now or clock.now()
    everywhere = Certification.objects.unscoped("the daily look at every account's certification")
    ending = everywhere.filter(state=rules.VALID, valid_until__lte=now + rules.REMIND_BEFORE)
    lapsed = 0
    for pk in list(ending.values_list("pk", flat=True)):
        with transaction.atomic():
            certification: Certification = everywhere.select_for_update().get(pk=pk)
            until = certification.valid_until
            if certification.state != rules.VALID or until is None:
                continue
            if until <= now:
                move(certification, "lapse")
                Account.objects.filter(pk=certification.account_id).update(certified_until=None)
                record(certification, None, "certification.lapsed")
                lapsed += 1
            elif certification.reminded_for != until:
                certification.reminded_for = until
                state(CERTIFICATION_ENDS_SOON, certification.account_id, until=until.isoformat())
            certification.save()
    return lapsed
