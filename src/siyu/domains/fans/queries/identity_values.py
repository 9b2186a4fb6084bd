"""How the values of identities are written, so that what was imported can be found again."""

from __future__ import annotations

import hmac
import re
from functools import lru_cache
from hashlib import sha256

from siyu.kernel.text import fold
from siyu.platform.settings import settings

_NOT_DIGITS = re.compile(r"\D")


def plain_phone(text: str) -> str | None:
    """The 11 digits of a mainland mobile number however it is written (+86, spaces, dashes), else None."""
    digits = _NOT_DIGITS.sub("", text)
    digits = digits[-11:] if digits.startswith(("86", "0086")) else digits
    return digits if len(digits) == 11 and digits.startswith("1") else None


def phone_value(phone: str) -> str:
    """The keyed hash under which a phone number is kept (HMAC-SHA-256 with the installation's identity key)."""
    return hmac.new(_key(), phone.encode(), sha256).hexdigest()


def email_value(email: str) -> str:
    """An e-mail address for comparison."""
    return fold(email)


@lru_cache
def _key() -> bytes:
    return settings().secret("identity_key").encode()
