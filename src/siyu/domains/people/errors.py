"""What can go wrong on the way in."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class CodeNotSent(SiyuError):
    """The provider of text messages did not take the code."""

    code = "code_not_sent"
    status = 502


class WrongCode(SiyuError):
    """The code is wrong, spent or too old; `data["left"]` tells how many tries are left."""

    code = "wrong_code"
    status = 422


class WeChatRefused(SiyuError):
    """WeChat did not say who it is, or that WeChat belongs to another log-in."""

    code = "wechat_refused"
    status = 422
