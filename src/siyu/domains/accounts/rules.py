"""Pure decisions about accounts: the moves of a certification, licence numbers, addresses, the order of blocks."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

SUBMITTED, REFUSED, APPROVED, VALID, LAPSED = "submitted", "refused", "approved", "valid", "lapsed"
STATES: Final = (SUBMITTED, REFUSED, APPROVED, VALID, LAPSED)
MOVES: Final[dict[tuple[str, str], str]] = {
    ("", "submit"): SUBMITTED,
    (REFUSED, "submit"): SUBMITTED,
    (LAPSED, "submit"): SUBMITTED,
    (SUBMITTED, "refuse"): REFUSED,
    (SUBMITTED, "approve"): APPROVED,
    (APPROVED, "refuse"): REFUSED,
    (APPROVED, "pay"): VALID,
    (VALID, "pay"): VALID,
    (LAPSED, "pay"): VALID,
    (VALID, "lapse"): LAPSED,
}
"""Requirement S02.3–4: refused ones hand in again; a lapsed mark comes back with the fee; data stays in every state."""

YEAR: Final = timedelta(days=365)
REMIND_BEFORE: Final = timedelta(days=30)
_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def moved(state: str, move: str) -> str | None:
    """The state after a move, None where the move does not exist."""
    return MOVES.get((state, move))


def may_renew(valid_until: datetime, now: datetime) -> bool:
    """Whether the fee for another year may be paid: from 30 days before the mark lapses."""
    return now >= valid_until - REMIND_BEFORE


def paid_until(valid_until: datetime | None, now: datetime) -> datetime:
    """Until when a fee paid now keeps the mark: a year more; paying early loses nothing."""
    start = valid_until if valid_until is not None and valid_until > now else now
    return start + YEAR


def is_licence(number: str) -> bool:
    """Whether a text is a unified social credit code 统一社会信用代码: 18 signs, the last one proves the others.

    GB 32100-2015: weights 3^i mod 31 over the alphabet without I, O, S, V, Z.
    """
    if len(number) != len(_WEIGHTS) + 1 or not set(number) <= set(_SIGNS):
        return False
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(number[:-1], _WEIGHTS, strict=True))
    return _SIGNS[-total % len(_SIGNS)] == number[-1]


NAME_LEAST, NAME_MOST = 2, 30
SLUG_MOST: Final = 32
RESERVED: Final = frozenset(
    {"accounts", "style-guide", "offline", "matrix", "staff", "admin", "new", "siyu", "console"}
)
"""Addresses of the console and the platform itself."""
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,30}[a-z0-9])")
_NOT_SHOWN: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def is_slug(text: str) -> bool:
    """Whether a text can be the address of an account: 3–32 small letters, digits and hyphens, none at the ends."""
    return _SLUG.fullmatch(text) is not None and text not in RESERVED


def slug_from(sounds: str) -> str:
    """What an address may be made of a name written in letters; empty when nothing of it can be used."""
    made = re.sub(r"[^a-z0-9]+", "-", sounds.lower()).strip("-")[:SLUG_MOST].strip("-")
    return made if is_slug(made) else ""


def clean_line(text: str) -> str:
    """One line as people see it: no signs that hide or turn others, no double spaces."""
    return " ".join(_NOT_SHOWN.sub(" ", text).split())


def moved_to(ids: list[str], which: str, place: int) -> list[str]:
    """The ids with `which` at `place` (clamped); the same list when it is not among them."""
    if which not in ids:
        return ids
    others = [one for one in ids if one != which]
    place = max(0, min(place, len(others)))
    return [*others[:place], which, *others[place:]]
