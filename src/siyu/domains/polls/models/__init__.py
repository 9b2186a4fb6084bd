"""Tables of polls."""

from __future__ import annotations

from siyu.domains.polls.models.poll import Choice, Poll
from siyu.domains.polls.models.vote import Pick, Vote

__all__ = ["Choice", "Pick", "Poll", "Vote"]
