"""Pure rules of members: names, birthdays, what stands in for a name."""

from __future__ import annotations

import re
import unicodedata

NICKNAME_LONGEST = 20
_SPACE = re.compile(r"\s+")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def tidy(text: str) -> str:
    """One line without control, format (invisible, direction) and private characters, spaces folded."""
    kept = "".join(
        " " if char.isspace() else char for char in text
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Cn"} or char == "\u200d"
    )  # fmt: skip
    return _SPACE.sub(" ", kept).strip(" \u200d")


def stand_in(uid: str) -> str:
    """The name of a member who gave none."""
    return f"用户{uid[-4:]}"


def birthday_of(month: int | None, day: int | None) -> str | None:
    """MM-DD; empty for neither; None for a day that no year has."""
    if not month and not day:
        return ""
    if not month or not day or not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return None
    return f"{month:02d}-{day:02d}"
