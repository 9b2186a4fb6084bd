"""Keep how an account answers: its greeting, its hours, how soon an answer is due."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from siyu.domains.accounts.actions.tune_account import tune_account
from siyu.domains.accounts.types import Desk
from siyu.kernel.errors import Invalid

GREETING_LENGTH = 200


def tune_inbox(desk: Desk, *, greeting: str, sla_minutes: str, opens: str, closes: str) -> None:
    """Take the values of the form. Raises Forbidden, Invalid with the field."""
    greeting = greeting.strip()
    if len(greeting) > GREETING_LENGTH:
        raise Invalid(_("A greeting has at most %(n)s characters.") % {"n": GREETING_LENGTH}, field="greeting")
    if not sla_minutes.isdigit() or not 1 <= int(sla_minutes) <= 10_080:
        raise Invalid(_("Give a number of minutes from 1 to 10080 (a week)."), field="sla_minutes")
    hours = {"opens": _hour(opens, "opens"), "closes": _hour(closes, "closes")}
    tune_account(desk, "support", {"greeting": greeting, "sla_minutes": int(sla_minutes), **hours})


def _hour(text: str, field: str) -> str:
    try:
        return time.fromisoformat(text.strip()).strftime("%H:%M")
    except ValueError as wrong:
        raise Invalid(_("Write a time such as 09:30."), field=field) from wrong
