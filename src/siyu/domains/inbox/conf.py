"""Families of notices, what is pushed by itself, and whom the push adapter may speak to."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "live": ("live",),
    "orders": ("order", "shop", "refund", "coupon", "lottery"),
    "talk": ("note", "mention", "comment", "follow", "member"),
    "groups": ("group", "quiz", "chat"),
    "support": ("support", "direct"),
    "moderation": ("moderation", "certification"),
    "system": ("system", "account"),
}
"""Family → beginnings of the kinds in it; whatever fits none belongs to `system`."""

FAMILY_LABELS: Final[dict[str, str | Promise]] = {
    "live": _("Live now"),
    "orders": _("Orders and draws"),
    "talk": _("Comments and mentions"),
    "groups": _("Groups and quizzes"),
    "support": _("Answers of support"),
    "moderation": _("Rules and reports"),
    "system": _("About my log-in"),
}
FAMILY_ICONS: Final[dict[str, str]] = {
    "live": "live",
    "orders": "box",
    "talk": "chat",
    "groups": "group",
    "support": "help",
    "moderation": "shield",
    "system": "bell",
}
ALWAYS_LIT: Final = ("moderation", "system")
"""Families that cannot be silenced within the app: what they say concerns the rights of their reader."""

PUSH_HOSTS: Final = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
    ".push.apple.com",
    ".push.services.mozilla.com",
)
"""Push services of browsers; one that begins with a dot stands for every name beneath it. No other is ever called."""
PUSH_TTL: Final = 24 * 3600
"""Seconds that a push service keeps what a sleeping device has not fetched."""
PUSH_TIMEOUT: Final = 8.0
DEVICES_MOST: Final = 10
FAILURES_MOST: Final = 8
"""After so many failures in a row a device is forgotten."""
