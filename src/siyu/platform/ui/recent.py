"""Recently used 最近使用: places somebody was at, told by the domains that know, the last first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from siyu.platform.registry import Registry


@dataclass(frozen=True)
class RecentThing:
    """A place and when somebody was there last (UTC); `kind` is a word for the eye: note, account, group …"""

    kind: str
    name: str
    url: str
    at: datetime
    picture: str = ""


sources: Registry[Callable[[Any, int], Iterable[RecentThing]]] = Registry("member.recent")
"""Name → `things(user, most)`: the newest places of one kind, in one query or two."""
