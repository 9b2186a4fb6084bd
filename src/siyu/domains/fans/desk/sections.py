"""Sections that domains above add to the fan page, without fans knowing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from siyu.platform.registry import Registry

Section = Callable[[Any, int], dict[str, Any] | None]


class Sections:
    """(desk, person id) → `{"template": …, **context}` or None where there is nothing to show.

    With `tab` (its name in the address) and `label` it is a tab beside the timeline; otherwise it stands at the side.
    """

    def __init__(self) -> None:
        self._entries: Registry[Section] = Registry("fan_page_sections")

    def add(self, name: str, section: Section) -> None:
        """Add a section; called from AppConfig.ready."""
        self._entries.add(name, section)

    def __iter__(self) -> Iterator[Section]:
        return (section for _, section in self._entries)


sections = Sections()
