"""What an account tunes of its inbox, in `Account.settings["support"]`, and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Final

from siyu.domains.accounts.models import Account

PAGE: Final = 30
LOOKING_SECONDS: Final = 20
"""So long a sign of a colleague is believed."""
TAGS_MOST: Final = 8
NOTES_SHOWN: Final = 30
SLA_MINUTES: Final = 30
SEARCH_DAYS: Final = 180
"""Words are looked for in messages of so many days."""
REPLIES_MOST: Final = 300


@dataclass(frozen=True)
class SupportConf:
    """`sla_minutes`: an answer is due within; `opens`, `closes`: local hours with staff (equal: round the clock)."""

    greeting: str
    sla_minutes: int
    opens: time
    closes: time

    @property
    def sla_seconds(self) -> int:
        """The time in which an answer is due, seconds."""
        return self.sla_minutes * 60


def support_conf(account: Account) -> SupportConf:
    """The account's settings; what is missing or broken falls back to round the clock and 30 minutes."""
    tuned = account.settings.get("support") or {}
    minutes = tuned.get("sla_minutes")
    return SupportConf(
        greeting=str(tuned.get("greeting") or ""),
        sla_minutes=minutes if isinstance(minutes, int) and 1 <= minutes <= 10_080 else SLA_MINUTES,
        opens=_time(tuned.get("opens")),
        closes=_time(tuned.get("closes")),
    )


def _time(text: object) -> time:
    try:
        return time.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return time(0)
