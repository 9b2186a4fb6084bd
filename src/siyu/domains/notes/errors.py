"""What notes say no to."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class NoteFaulty(SiyuError):
    """The note cannot be kept like this; `data["faults"]` says field → sentence."""

    code = "note_faulty"
    status = 422


class CommentsClosed(SiyuError):
    """This member may not comment here: one of both has blocked the other."""

    code = "comments_closed"
    status = 403
