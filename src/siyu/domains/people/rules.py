"""Pure rules of the way in: what a phone number is, and what a code looks like."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection

import phonenumbers


def phone_of(text: str, regions: Collection[str] = ("CN",)) -> str | None:
    """A mobile number in E.164 however it is typed (the first region is the default one); None when it is none."""
    try:
        number = phonenumbers.parse(text, next(iter(regions)))
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or phonenumbers.region_code_for_number(number) not in regions:
        return None
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def fresh_code(digits: int) -> str:
    """A random code of so many digits."""
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def sealed(key: str, *parts: str) -> str:
    """A keyed hash of the parts (HMAC-SHA-256, hexadecimal); parts never run together."""
    return hmac.digest(key.encode(), "\x1f".join(parts).encode(), "sha256").hex()


def shown_phone(phone: str) -> str:
    """A number as its owner recognises it and nobody else: +86 138****5678."""
    if phone.startswith("+86"):
        return f"{phone[3:6]}****{phone[-4:]}"
    return f"{phone[:4]}****{phone[-3:]}"
