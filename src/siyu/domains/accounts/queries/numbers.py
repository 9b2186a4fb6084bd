"""Numbers of a domain that an account may tune: what they are now, and how they stand in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from siyu.domains.accounts.models import Account
from siyu.platform.registry import Registry


@dataclass(frozen=True)
class Number:
    """One number of `Account.settings[part]`; the bounds hold of the value as it is kept.

    `kind`: `count` is whole, `share` is kept as 0.05 and written as 5 (per cent), `ratio` has a decimal.
    """

    name: str
    default: float
    least: float
    most: float
    label: str | Promise
    kind: Literal["count", "share", "ratio"] = "count"

    def read(self, text: str) -> float | None:
        """What somebody wrote, as it is kept; None when it is no number within the bounds."""
        try:
            value = float(text.strip().removesuffix("%"))
        except ValueError:
            return None
        kept = round(value / 100, 4) if self.kind == "share" else round(value, 2)
        if not self.least <= kept <= self.most or (self.kind == "count" and kept != int(kept)):
            return None
        return int(kept) if self.kind == "count" else kept

    def written(self, value: float) -> str:
        """The value as it stands in the form."""
        shown = round(value * 100, 2) if self.kind == "share" else value
        return f"{shown:g}"


@dataclass(frozen=True)
class NumberField:
    """A number in a form: what stands in it, its bounds as they are written, and whether it is wrong."""

    number: Number
    text: str
    least: str
    most: str
    default: str
    wrong: bool

    @property
    def step(self) -> str:
        """The smallest step of the control."""
        return "1" if self.number.kind == "count" else "any"


def numbers_of(account: Account, part: str, numbers: Iterable[Number]) -> dict[str, float]:
    """Name → its value for the account; what is missing or broken is the default."""
    tuned = account.settings.get(part) or {}
    return {one.name: _sound(one, tuned.get(one.name)) for one in numbers}


def number_fields(
    numbers: Iterable[Number], values: Mapping[str, float], sent: Mapping[str, str] | None = None, wrong: str = ""
) -> list[NumberField]:
    """The fields of the form: what was sent, else the values. `wrong` is the name of the field that was refused."""
    return [
        NumberField(
            one, (sent or {}).get(one.name, one.written(values[one.name])), one.written(one.least),
            one.written(one.most), one.written(one.default), one.name == wrong,
        )
        for one in numbers
    ]  # fmt: skip


def _sound(number: Number, value: Any) -> float:
    known = isinstance(value, int | float) and not isinstance(value, bool) and number.least <= value <= number.most
    if not known:
        return number.default
    return int(value) if number.kind == "count" else float(value)


@dataclass(frozen=True)
class Section:
    """Numbers that stand together in the form, under a title, with a word on them."""

    title: str | Promise
    numbers: tuple[Number, ...]
    note: str | Promise = ""


@dataclass(frozen=True)
class Tunable:
    """The numbers of one domain that owners tune on a page of settings; `check` may refuse how they go together.

    `back` is the address of the page where they work (its name; it takes the slug).
    """

    title: str | Promise
    lead: str | Promise
    sections: tuple[Section, ...]
    back: str
    check: Callable[[Mapping[str, float]], None] = lambda _values: None

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All of them."""
        return tuple(number for section in self.sections for number in section.numbers)


tunables: Registry[Tunable] = Registry("accounts.tunables")
"""Part of the settings → its numbers; filled in AppConfig.ready by the domains above."""
