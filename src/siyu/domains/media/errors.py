"""What can go wrong with an upload, coded; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class UnreadableFile(SiyuError):
    """The file is none of the pictures and videos that we take, or it is broken."""

    code = "unreadable_file"
    status = 422


class FileTooLarge(SiyuError):
    """More bytes, pixels or seconds than we take; `data["most"]` says how many."""

    code = "file_too_large"
    status = 413


class SpaceSpent(SiyuError):
    """The member has sent as much as one may."""

    code = "space_spent"
    status = 429
