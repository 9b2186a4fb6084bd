"""Send a log-in code to a phone, within the limits of number, address and installation."""

from __future__ import annotations

import logging
import math
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.people import conf
from siyu.domains.people.adapters.sms import sms
from siyu.domains.people.errors import CodeNotSent
from siyu.domains.people.models import CodeSending, PhoneCode
from siyu.domains.people.rules import fresh_code, sealed
from siyu.kernel import clock
from siyu.platform.http.limits import TooOften
from siyu.platform.settings import settings

log = logging.getLogger("siyu.sms")


def send_code(phone: str, *, address: str, browser: str) -> None:
    """Send a fresh code to an E.164 number; it counts in the browser that carries `browser` only.

    The same whether the number is known or not. Raises TooOften with `retry_after`, CodeNotSent. It is sent after the
    commit and not tried again: a code lives five minutes, and its reader asks for the next one.
    """
    key, now, code = number_key(phone), clock.now(), fresh_code(conf.CODE_DIGITS)
    with transaction.atomic():
        long_ago = now - conf.DAY
        PhoneCode.objects.get_or_create(phone_key=key, defaults={"sent_at": long_ago, "expires_at": long_ago})
        claimed = PhoneCode.objects.filter(phone_key=key, sent_at__lte=now - conf.RESEND_AFTER).update(
            code_seal=seal_of(phone, browser, code),
            browser=browser,
            sent_at=now,
            expires_at=now + conf.CODE_LIVES,
            tries=0,
            used_at=None,
        )
        if not claimed:
            sent = PhoneCode.objects.get(phone_key=key).sent_at
            raise _too_often(sent + conf.RESEND_AFTER - now)
        _check_limits(key, address, now)
        CodeSending.objects.create(phone_key=key, address=address, at=now)
    try:
        sms().send_code(phone, code)
    except CodeNotSent as refused:
        log.warning("a code was not sent: %s", refused.message)
        raise CodeNotSent(_("The message could not be sent. Please try again in a minute.")) from refused


def number_key(phone: str) -> str:
    """Under which keyed hash a number's codes are kept."""
    return sealed(settings().secret("secret_key"), "phone", phone)


def seal_of(phone: str, browser: str, code: str) -> str:
    """The keyed hash of a code."""
    return sealed(settings().secret("secret_key"), "code", phone, browser, code)


def _check_limits(key: str, address: str, now: datetime) -> None:
    """Raise TooOften when number, address or installation had enough; the transaction then undoes the claim."""
    sent = CodeSending.objects.all()
    for scope, span, most in (
        (sent.filter(phone_key=key), conf.HOUR, conf.NUMBER_A_HOUR),
        (sent.filter(phone_key=key), conf.DAY, conf.NUMBER_A_DAY),
        (sent.filter(address=address), conf.HOUR, conf.ADDRESS_A_HOUR),
        (sent.filter(address=address), conf.DAY, conf.ADDRESS_A_DAY),
        (sent, conf.DAY, settings().sms_daily),
    ):
        times = list(scope.filter(at__gt=now - span).order_by("-at").values_list("at", flat=True)[:most])
        if len(times) >= most:
            raise _too_often(times[-1] + span - now)


def _too_often(wait: timedelta) -> TooOften:
    seconds = max(1, math.ceil(wait.total_seconds()))
    if seconds < conf.HOUR.total_seconds() / 6:
        words = _("Please wait %(n)s seconds, then ask for a new code.") % {"n": seconds}
    else:
        words = _("That was too often for now. Please try again in %(n)s minutes.") % {"n": math.ceil(seconds / 60)}
    return TooOften(words, retry_after=seconds)
