"""Coded errors: the code and its data are for programs, the sentence is made at the door."""

from __future__ import annotations

from typing import Any, ClassVar


class SiyuError(Exception):
    """The root of every error a use case raises on purpose.

    `code` is stable and never translated; `data` names the row, field or object; `status` is the HTTP answer.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400

    def __init__(self, message: str = "", **data: Any) -> None:
        super().__init__(message or self.code)
        self.message = message or self.code
        self.data = data


class NotFound(SiyuError):
    """The object does not exist, or the asker may not know that it does (strangers get the same answer)."""

    code = "not_found"
    status = 404


class Forbidden(SiyuError):
    """A known member of the account lacks the permission named in `data`."""

    code = "forbidden"
    status = 403


class Invalid(SiyuError):
    """The input breaks a rule; `data["path"]` or `data["field"]` says where."""

    code = "invalid"
    status = 422
