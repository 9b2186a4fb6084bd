"""What a statement is about: the account, the instant, perhaps one person; and the values bound to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from siyu.domains.accounts.models import Account


@dataclass(frozen=True)
class Scope:
    """Whose facts count: those of `account` at or before `as_of`, of one person where `person` is given."""

    account: Account
    as_of: datetime
    person: int | None = None

    @property
    def zone(self) -> str:
        """The time zone whose days count."""
        return self.account.time_zone


@dataclass
class Parameters:
    """Values bound to a statement; nothing that a person typed is ever written into SQL."""

    values: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        """Keep a value and answer its placeholder; the same value keeps its placeholder."""
        for name, kept in self.values.items():
            if type(kept) is type(value) and kept == value:
                return f"${name}"
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"
