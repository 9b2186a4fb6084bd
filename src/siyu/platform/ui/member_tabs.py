"""The bars and lists of the member side, filled by the domains: bottom tabs, red dots, tabs of home, 我的."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from siyu.platform.registry import Registry

Text = str | Promise


@dataclass(frozen=True)
class Tab:
    """A tab of the bottom bar: 首页 10 · 社群 20 · ＋ 30 (`plus`) · 消息 40 · 我的 50.

    It is marked on its own address and wherever the path begins with one of `under`.
    """

    name: str
    label: Text
    icon: str
    url_name: str
    order: int
    under: tuple[str, ...] = ()
    plus: bool = False


@dataclass(frozen=True)
class Badge:
    """What lights the red dot of a tab: `count(user)` answers how many new things wait, in one cheap query."""

    tab: str
    count: Callable[[Any], int]


@dataclass(frozen=True)
class HomeTab:
    """A tab of the home page. `section(request)` gives `{"template": …, **context}`; the template reads `section`.

    The tab with the highest `lead(request)` opens first.
    """

    name: str
    label: Text
    order: int
    section: Callable[[HttpRequest], dict[str, Any]]
    lead: Callable[[HttpRequest], int] = lambda _request: 0


@dataclass(frozen=True)
class MyEntry:
    """An entry of 我的. `shelf` is `mine` (a grid of icons) or `more` (a list); `count(user)` may add a figure."""

    name: str
    label: Text
    icon: str
    url_name: str
    order: int
    shelf: str = "mine"
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class Spot:
    """A tab as one asker sees it: its address, whether they are there, how many new things wait."""

    tab: Tab
    url: str
    here: bool
    waiting: int


tabs: Registry[Tab] = Registry("member.tabs")
badges: Registry[Badge] = Registry("member.badges")
home_tabs: Registry[HomeTab] = Registry("member.home_tabs")
my_entries: Registry[MyEntry] = Registry("member.my_entries")


def waiting(user: Any) -> dict[str, int]:
    """How many new things wait behind each tab; nothing for whoever is not logged in."""
    found: dict[str, int] = {}
    if user.is_authenticated:
        for _name, badge in badges:
            found[badge.tab] = found.get(badge.tab, 0) + badge.count(user)
    return found


def spots(path: str, user: Any) -> list[Spot]:
    """The bottom bar, in order."""
    new = waiting(user)
    ordered = sorted((tab for _, tab in tabs), key=lambda tab: tab.order)
    placed = [(tab, reverse(tab.url_name)) for tab in ordered]
    here = _nearest(placed, path)
    return [Spot(tab, url, here=tab.name == here, waiting=new.get(tab.name, 0)) for tab, url in placed]


def _nearest(placed: list[tuple[Tab, str]], path: str) -> str:
    """The tab whose address, or one of whose other places, is the longest beginning of the path."""
    best, found = 0, ""
    for tab, url in placed:
        for start in (url, *tab.under):
            fits = path == start if start == "/" else path.startswith(start)
            if fits and len(start) > best:
                best, found = len(start), tab.name
    return found
