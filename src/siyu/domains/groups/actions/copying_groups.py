"""What one group has from another: its kind, places, doors and rules, never its people."""

from __future__ import annotations

from typing import Any, Final

from siyu.domains.groups.models import Group
from siyu.domains.groups.models.group import NAME_LENGTH

COPIED: Final = (
    "kind", "capacity", "intro", "policy", "questions", "conditions", "rules", "listed", "all_muted", "overflow",
)  # fmt: skip
"""What a parallel group or a clone has from the group it comes from."""


def copied_columns(group: Group, **changes: Any) -> dict[str, Any]:
    """The columns with which a copy of the group is founded; `changes` go over them."""
    return {**{name: getattr(group, name) for name in COPIED}, **changes}


def numbered_name(name: str, number: int) -> str:
    """`name 2`, cut so that the number always fits."""
    ending = f" {number}"
    return name[: NAME_LENGTH - len(ending)] + ending
