"""When a chain takes entries, what an entry may hold, and the words of the classic list: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

ASKS: Final = ("name", "phone", "remark")
MOVES: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "close": (frozenset({"open"}), "closed"),
    "reopen": (frozenset({"closed"}), "open"),
    "cancel": (frozenset({"open", "closed"}), "cancelled"),
    "restore": (frozenset({"cancelled"}), "open"),
}
"""Move → from which states, to which; what is restored goes back to what it was before."""
_PHONE: Final = re.compile(r"\+?[0-9]{5,18}")


def standing(state: str, deadline: datetime | None, now: datetime) -> str:
    """How a chain stands: open, over (its deadline has come), closed, cancelled. The deadline itself is too late."""
    return "over" if state == "open" and deadline is not None and now >= deadline else state


def fault_of(quantities: Mapping[int, int], most: Mapping[int, int | None], ceiling: int) -> tuple[str, int]:
    """What is wrong with the quantities of an entry and of which item: nothing, unknown, negative or too_many.

    `most` names the items there are and how many of each one person may take (None: as many as `ceiling`).
    """
    for item, quantity in quantities.items():
        if item not in most:
            return "unknown", item
        if quantity < 0:
            return "negative", item
        limit = most[item]
        if quantity > (ceiling if limit is None else min(limit, ceiling)):
            return "too_many", item
    return ("", 0) if any(quantities.values()) else ("nothing", 0)


def differences(before: Mapping[int, int], after: Mapping[int, int]) -> dict[int, int]:
    """Item → by how much an entry takes more (or less) of it than before; items in the order of their numbers."""
    moved = {item: after.get(item, 0) - before.get(item, 0) for item in sorted({*before, *after})}
    return {item: by for item, by in moved.items() if by}


def left(cap: int | None, taken: int) -> int | None:
    """How many are left; None when there is no end."""
    return None if cap is None else max(0, cap - taken)


def left_of_all(cap: int | None, taken: int, items: Iterable[tuple[int | None, int]]) -> int | None:
    """How many can still be taken in the whole chain: the less of its own cap and of what its items have left."""
    of_items = [left(*item) for item in items]
    known = [n for n in of_items if n is not None]
    ends = [sum(known)] if of_items and len(known) == len(of_items) else []
    own = left(cap, taken)
    return min([*ends, *([own] if own is not None else [])], default=None)


def clean_phone(text: str) -> str:
    """A phone number without spaces and hyphens; raises ValueError for what is none."""
    plain = re.sub(r"[\s()-]", "", text)
    if not _PHONE.fullmatch(plain):
        raise ValueError("not a phone number")
    return plain


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def taken_words(lines: Sequence[tuple[str, str, int]], *, only: bool) -> str:
    """What an entry takes: `×2` where a chain has one item `only`, else `Tea ×2 bags, Cake ×1`."""
    if only:
        return "，".join(f"×{quantity}{unit}" for _name, unit, quantity in lines)
    return "，".join(f"{name} ×{quantity}{unit}" for name, unit, quantity in lines)


def classic_line(number: int, name: str, taken: str, rest: Sequence[str] = ()) -> str:
    """A line of the classic list: `1. Mei ×2 (north gate, no sugar)`."""
    said = "，".join(part for part in rest if part)
    return f"{number}. {name} {taken}" + (f"（{said}）" if said else "")
