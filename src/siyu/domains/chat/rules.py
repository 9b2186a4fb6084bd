"""What a message may be: pure decisions."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

_BLANK_RUNS: Final = re.compile(r"\n{4,}")
HOLDER: Final = "message"
"""The name of messages among holders of media and among what can be reported."""
_REFERENCE: Final = re.compile(r"([0-9a-z]{4,20})\.([0-9]{1,12})")


def clean_text(text: str) -> str:
    """The text as it is kept: no control characters (new lines and tabs stay), no rims, at most three blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return _BLANK_RUNS.sub("\n\n\n", kept).strip()


def may_recall(sent_at: datetime, now: datetime, *, seconds: int, leads: bool) -> bool:
    """Whether a message can be taken back: its sender for so many seconds, who leads at any time."""
    return leads or now - sent_at <= timedelta(seconds=seconds)


def unread(last_seq: int, read_seq: int, joined_seq: int) -> int:
    """How many messages somebody has not read; never negative."""
    return max(0, last_seq - max(read_seq, joined_seq))


def reference(public_id: str, seq: int) -> str:
    """The name of a message outside of its conversation: reports and held pictures know it by this."""
    return f"{public_id}.{seq}"


def read_reference(text: str) -> tuple[str, int]:
    """Public id and seq of a reference; raises ValueError."""
    found = _REFERENCE.fullmatch(text)
    if not found:
        raise ValueError("not a reference of a message")
    return found.group(1), int(found.group(2))
