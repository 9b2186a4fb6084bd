"""What quizzes say no to."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class NotOpen(SiyuError):
    """The quiz takes no answers now."""

    code = "quiz_not_open"
    status = 409


class AnsweredAlready(SiyuError):
    """This quiz is answered once; `data["answering"]` is the public id of what was answered."""

    code = "answered_already"
    status = 409
