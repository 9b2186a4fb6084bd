"""What a conversation says no to; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class Closed(SiyuError):
    """The conversation takes no more messages."""

    code = "conversation_closed"
    status = 409


class TooLate(SiyuError):
    """A message can be recalled for two minutes."""

    code = "too_late"
    status = 409


class MayNotSpeak(SiyuError):
    """The user may read here but not speak now; `data["until"]` (ISO 8601) when it ends."""

    code = "may_not_speak"
    status = 403
