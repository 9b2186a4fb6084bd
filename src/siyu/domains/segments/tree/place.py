"""A value of the JSON tree together with the path at which it stands, so that every complaint says where."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from siyu.domains.segments.errors import InvalidTree
from siyu.kernel.clock import parse_instant

LONGEST_LIST = 200
LONGEST_TEXT = 200
LARGEST_NUMBER = 2**53
LONGEST_DAYS = 36_525  # a century
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?")


@dataclass(frozen=True)
class Place:
    """A JSON value, its path from the root, and the time zone of dates in it."""

    value: object
    path: str
    zone: str

    def fault(self, problem: str, explanation: str) -> InvalidTree:
        """The error to raise about this place."""
        return InvalidTree(self.path or "$", problem, explanation)

    def mapping(self) -> Mapping[str, Any]:
        """The value as an object."""
        if not isinstance(self.value, Mapping):
            raise self.fault("not_an_object", "an object was expected")
        return self.value

    def has(self, key: str) -> bool:
        """Whether the object has the key."""
        return key in self.mapping()

    def child(self, key: str) -> Place:
        """The value under a key, which must be there."""
        path = f"{self.path}.{key}" if self.path else key
        if key not in self.mapping():
            raise Place(None, path, self.zone).fault("missing", "is missing")
        return Place(self.mapping()[key], path, self.zone)

    def only(self, *known: str) -> None:
        """Refuse every key that is not known here."""
        for key in self.mapping():
            if key not in known:
                raise self.child(key).fault("unknown_key", f"unknown key; known here: {', '.join(known)}")

    def items(self) -> list[Place]:
        """The elements of a list that is neither empty nor absurdly long."""
        if not isinstance(self.value, list | tuple):
            raise self.fault("not_a_list", "a list was expected")
        if not self.value:
            raise self.fault("empty_list", "an empty list says nothing")
        if len(self.value) > LONGEST_LIST:
            raise self.fault("too_large", f"more than {LONGEST_LIST} elements")
        return [Place(inner, f"{self.path}[{n}]", self.zone) for n, inner in enumerate(self.value)]

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault("not_a_text", "a text was expected")
        return self.short()

    def short(self) -> str:
        """A text, perhaps empty: not too long, without control characters and broken surrogates."""
        if not isinstance(self.value, str):
            raise self.fault("not_a_text", "a text was expected")
        if len(self.value) > LONGEST_TEXT or any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in self.value):
            raise self.fault("bad_text", "not a name: too long, or with characters that cannot be shown")
        return self.value

    def number(self) -> int | float:
        """A finite number; true and false are none."""
        value = self.value
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or (isinstance(value, float) and math.isnan(value))
        ):
            raise self.fault("not_a_number", "a number was expected")
        if abs(value) > LARGEST_NUMBER:
            raise self.fault("too_large", "the number is too large")
        return value

    def whole(self) -> int:
        """A whole number."""
        number = self.number()
        if number != int(number):
            raise self.fault("not_whole", "a whole number was expected")
        return int(number)

    def days(self) -> int:
        """A length in days: 1 to a century."""
        days = self.whole()
        if not 1 <= days <= LONGEST_DAYS:
            raise self.fault("bad_days", f"between 1 and {LONGEST_DAYS} days")
        return days

    def instant(self) -> datetime:
        """An ISO 8601 instant; a date alone is local midnight."""
        if not isinstance(self.value, str) or not _DATE.fullmatch(self.value):
            raise self.fault("bad_date", "a date (YYYY-MM-DD) or an ISO 8601 time was expected")
        try:
            return parse_instant(self.value, self.zone)
        except (ValueError, OverflowError) as broken:
            raise self.fault("bad_date", "there is no such date") from broken
