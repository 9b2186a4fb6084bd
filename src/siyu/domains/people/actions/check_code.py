"""Check a code that came by phone: a few tries, used once."""

from __future__ import annotations

import hmac

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.people import conf
from siyu.domains.people.actions.send_code import number_key, seal_of
from siyu.domains.people.errors import WrongCode
from siyu.domains.people.models import PhoneCode
from siyu.kernel import clock


def check_code(phone: str, code: str, *, browser: str) -> None:
    """Use the code up. Raises WrongCode: wrong (with the tries left), spent, too old, or of another browser.

    Each try is counted before it is looked at, in a transaction of its own: guesses at once get no more tries.
    """
    now = clock.now()
    mine = PhoneCode.objects.filter(phone_key=number_key(phone), browser=browser)
    alive = mine.filter(used_at=None, expires_at__gt=now)
    with transaction.atomic():
        counted = alive.filter(tries__lt=conf.CODE_TRIES).update(tries=F("tries") + 1)
        found = mine.first() if counted else None
    if found is None:
        raise WrongCode(_("This code is used up or too old. Ask for a new one."), left=0)
    if not hmac.compare_digest(found.code_seal, seal_of(phone, browser, code)):
        left = max(0, conf.CODE_TRIES - found.tries)
        if not left:
            raise WrongCode(_("This code is used up or too old. Ask for a new one."), left=0)
        raise WrongCode(_("That is not the code. Look again: %(n)s tries left.") % {"n": left}, left=left)
    if not alive.filter(code_seal=found.code_seal).update(used_at=now):
        raise WrongCode(_("This code is used up or too old. Ask for a new one."), left=0)
