"""Named places where a higher floor hangs something that a lower one will use: one slot, or a list of entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

Entry = TypeVar("Entry")

_all: dict[str, Slot[object] | Registry[object]] = {}


class Slot(Generic[Entry]):
    """A place for exactly one entry; filling it twice with different things is a mistake."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entry: Entry | None = None
        _all[name] = self  # type: ignore[assignment]

    def fill(self, entry: Entry) -> None:
        """Hang the entry; raises ValueError when another hangs there."""
        if self._entry is not None and self._entry is not entry:
            raise ValueError(f"slot {self.name} is taken")
        self._entry = entry

    def get(self) -> Entry:
        """The entry; raises LookupError while the slot is empty."""
        if self._entry is None:
            raise LookupError(f"nothing fills the slot {self.name}")
        return self._entry


class Registry(Generic[Entry]):
    """A named, ordered list of entries with unique names."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Entry] = {}
        _all[name] = self  # type: ignore[assignment]

    def add(self, name: str, entry: Entry) -> None:
        """Add an entry; raises ValueError when the name is taken by another."""
        if self._entries.get(name, entry) is not entry:
            raise ValueError(f"registry {self.name} already has {name}")
        self._entries[name] = entry

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        return iter(self._entries.items())


def everything() -> dict[str, list[str]]:
    """Every slot and registry with the names it holds, for the architecture page and tests."""
    return {
        name: [key for key, _ in place] if isinstance(place, Registry) else ["filled"] for name, place in _all.items()
    }
