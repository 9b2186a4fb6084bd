"""What the 今天 page counts as to be done now, added by the domains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from siyu.platform.registry import Registry


@dataclass(frozen=True)
class Source:
    """A tile for who holds `permission`: `count(desk)` things, their list at `url_name` (with the account's slug)."""

    permission: str
    label: str | Promise
    note: str | Promise
    icon: str
    url_name: str
    count: Callable[[Any], int]
    query: str = ""


todos: Registry[Source] = Registry("today.todos")
"""Filled in AppConfig.ready."""
