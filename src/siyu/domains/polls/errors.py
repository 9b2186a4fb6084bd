"""What a poll says no to; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class PollOver(SiyuError):
    """The poll takes no votes any more."""

    code = "poll_over"
    status = 409


class VotedAlready(SiyuError):
    """The member has voted, and votes of this poll stay as they are."""

    code = "voted_already"
    status = 409
