"""Limits of replication, and the defaults of its thresholds; an account may tune `Account.settings["replication"]`."""

from __future__ import annotations

from typing import Final

PART: Final = "replication"
"""The part of the account's settings."""
WINDOW_DAYS: Final = 28
"""So many local days are measured, today included."""
RITUAL_DAYS: Final = 56
"""Whether something recurs is looked for in so many days."""
ANSWER_LEAST, ANSWER_MOST = 20, 500
"""Letters of an answer, and of the reason of an override."""
NONCE_LENGTH: Final = 32
LOG_MOST: Final = 10_000
"""The newest messages of a window that are read; a group that says more is measured by these."""
OTHERS_MOST: Final = 15_000
"""So many messages of the account's other groups are compared with."""
TERM_LETTERS: Final = 6
"""Own words have at most so many letters."""
WORDS_SHOWN: Final = 12
NAMES_SHOWN: Final = 8
