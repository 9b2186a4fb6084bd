"""Pure decisions of the inbox: whether somebody waited too long, what a quick reply says, when the desk is staffed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Final, Literal

_SLOT: Final = re.compile(r"\{([^{}]{1,12})\}")

Clock = Literal["none", "ok", "soon", "late"]


def clock_of(waiting_since: datetime | None, now: datetime, sla_seconds: int) -> Clock:
    """How urgent a wait is: `soon` in the last third of the time allowed, `late` after it."""
    if waiting_since is None:
        return "none"
    waited = (now - waiting_since).total_seconds()
    if waited >= sla_seconds:
        return "late"
    return "soon" if waited >= sla_seconds * 2 / 3 else "ok"


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """A quick reply with its variables filled in; an unknown one stays as it was written, for the eye to catch."""
    return _SLOT.sub(lambda slot: values.get(slot.group(1).strip(), slot.group(0)), text)


def unknown_slots(text: str, known: Sequence[str]) -> list[str]:
    """Variables in a text that nothing fills."""
    return [name for name in dict.fromkeys(slot.strip() for slot in _SLOT.findall(text)) if name not in known]


def is_staffed(at: time, opens: time, closes: time) -> bool:
    """Whether the desk is staffed at a local time; equal hours mean round the clock, `closes` may lie past midnight."""
    if opens == closes:
        return True
    return opens <= at < closes if opens < closes else at >= opens or at < closes


def seconds_between(asked_at: datetime, answered_at: datetime) -> int:
    """How long an answer took, in whole seconds; clocks that disagree give 0, never less."""
    return max(0, int((answered_at - asked_at).total_seconds()))


def median(values: Sequence[int]) -> int | None:
    """The middle of some seconds (the lower one of two), None of nothing."""
    return sorted(values)[(len(values) - 1) // 2] if values else None
