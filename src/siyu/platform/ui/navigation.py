"""The console's navigation: each domain and surface adds its own entries; none leads to a room that is not built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise

from siyu.platform.registry import Registry

Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """One entry. Without `parent` it stands in the rail; with one it stands beneath that entry.

    `url_name` is reversed with the account's slug; `permission` hides the entry from roles that lack it;
    `also` are further words that the command palette finds it by.
    """

    name: str
    label: Text
    icon: str
    url_name: str
    permission: str
    order: int
    parent: str = ""
    also: str = ""


@dataclass(frozen=True)
class Place:
    """An entry as one asker sees it: with its address, whether they are there, and what stands beneath."""

    entry: Entry
    url: str
    here: bool = False
    inside: tuple[Place, ...] = ()


entries: Registry[Entry] = Registry("navigation")


def add(*new: Entry) -> None:
    """Add entries; called from AppConfig.ready."""
    for entry in new:
        if entry.name not in entries:
            entries.add(entry.name, entry)


def places(slug: str, may: Callable[[str], bool], path: str) -> list[Place]:
    """What the asker may enter in the account, in order; the longest address that `path` begins with is `here`."""
    allowed = sorted((e for _, e in entries if may(e.permission)), key=lambda e: e.order)
    addresses = {entry.name: reverse(entry.url_name, kwargs={"slug": slug}) for entry in allowed}
    here = _nearest(addresses, path)
    made = {e.name: Place(e, addresses[e.name], here=e.name == here) for e in allowed}
    beneath: dict[str, list[Place]] = {}
    for entry in allowed:
        if entry.parent:
            beneath.setdefault(entry.parent, []).append(made[entry.name])
    return [
        replace(made[e.name], inside=tuple(beneath.get(e.name, ())))
        for e in allowed
        if not e.parent or e.parent not in made
    ]


def _nearest(addresses: dict[str, str], path: str) -> str:
    fitting: Iterable[tuple[int, str]] = ((len(url), name) for name, url in addresses.items() if path.startswith(url))
    return max(fitting, default=(0, ""))[1]
