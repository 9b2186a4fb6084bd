"""Who may do what to whom in a group, what follows what, and how large each kind may be: pure decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STEPS: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"asked", "approved"}),
    "asked": frozenset({"approved", "refused", "withdrawn", "banned"}),
    "approved": frozenset({"active", "withdrawn", "banned"}),
    "active": frozenset({"left", "kicked", "banned"}),
    "refused": frozenset({"asked", "approved", "banned"}),
    "withdrawn": frozenset({"asked", "approved", "banned"}),
    "left": frozenset({"asked", "approved", "banned"}),
    "kicked": frozenset({"asked", "banned"}),
    "banned": frozenset({"left"}),
}
"""State of a user with a group → what may follow. Whoever was put out comes back only through a review."""

RANKS: Final[Mapping[str, int]] = {"member": 0, "volunteer": 1, "admin": 2, "owner": 3}

ACTS: Final[Mapping[str, int]] = {
    "invite": 1, "tasks.see": 1, "review": 2, "announce": 2, "mute": 2, "remove": 2, "pin": 2, "recall": 2,
    "tasks": 2, "edit": 2, "play": 2, "appoint": 3, "transfer": 3, "dissolve": 3,
}  # fmt: skip
"""Act → the lowest rank that may do it."""

SIZES: Final[Mapping[str, tuple[int, int]]] = {
    "vip": (2, 30), "precise": (2, 30), "standard": (31, 199), "big": (200, 2_000),
}  # fmt: skip
"""Kind → fewest and most places."""


def may_follow(state: str, following: str) -> bool:
    """Whether a user may go from one state (empty: none yet) to another."""
    return following in STEPS.get(state, frozenset())


def may_act(role: str, act: str) -> bool:
    """Whether a role may do an act in its group; unknown roles and acts may not."""
    return act in ACTS and RANKS.get(role, -1) >= ACTS[act]


def outranks(role: str, other: str) -> bool:
    """Whether one role may act upon another: only downwards, never upon equals."""
    return RANKS.get(role, -1) > RANKS.get(other, 99)


def fits(kind: str, capacity: int, big_most: int = 2_000) -> bool:
    """Whether a kind of group may have so many places."""
    fewest, most = SIZES.get(kind, (1, 0))
    return fewest <= capacity <= (min(most, big_most) if kind == "big" else most)


def first_step(policy: str, *, state: str, invited: bool) -> str:
    """The state that asking to join leads to; empty when it leads nowhere (invitation needed, put out for good).

    A group with conditions comes here once they hold. An invitation stands for the screening, except for whoever was
    put out before.
    """
    wanted = "approved" if invited or policy in {"open", "conditions"} else "asked" if policy == "apply" else ""
    if state == "kicked" and wanted:
        wanted = "asked"
    return wanted if wanted and may_follow(state, wanted) else ""
