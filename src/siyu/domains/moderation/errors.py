"""What moderation says no to."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class Muted(SiyuError):
    """The user may not speak; `data` has `until` (ISO 8601, empty for good), `reason` and `rule`."""

    code = "muted"
    status = 403


class RefusedText(SiyuError):
    """The text holds words that are not allowed; `data["words"]` lists them."""

    code = "refused_text"
    status = 422


class AlreadyDecided(SiyuError):
    """Another reviewer was first."""

    code = "already_decided"
    status = 409
