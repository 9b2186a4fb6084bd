"""What each role may do in an account: one table, least privilege."""

from __future__ import annotations

from typing import Final

PERMISSIONS: Final[dict[str, frozenset[str]]] = {
    "desk.view": frozenset({"owner", "operator", "host", "support", "finance", "reviewer"}),
    "fans.view": frozenset({"owner", "operator", "host", "support"}),
    "fans.edit": frozenset({"owner", "operator", "support"}),
    "fans.merge": frozenset({"owner", "operator"}),
    "fans.export": frozenset({"owner", "operator"}),
    "imports.view": frozenset({"owner", "operator", "finance"}),
    "imports.run": frozenset({"owner", "operator"}),
    "segments.view": frozenset({"owner", "operator", "host", "support"}),
    "segments.edit": frozenset({"owner", "operator"}),
    "insights.view": frozenset({"owner", "operator", "host", "finance"}),
    "boss.view": frozenset({"owner", "finance"}),
    "moderation.review": frozenset({"owner", "operator", "support", "reviewer"}),
    "moderation.words": frozenset({"owner", "operator"}),
    "content.view": frozenset({"owner", "operator", "host", "support", "reviewer"}),
    "content.edit": frozenset({"owner", "operator", "host"}),
    "groups.view": frozenset({"owner", "operator", "host", "support"}),
    "groups.manage": frozenset({"owner", "operator"}),
    "groups.override": frozenset({"owner"}),
    "inbox.answer": frozenset({"owner", "operator", "host", "support"}),
    "quizzes.edit": frozenset({"owner", "operator"}),
    "homepage.edit": frozenset({"owner", "operator"}),
    "staff.manage": frozenset({"owner"}),
    "account.settings": frozenset({"owner"}),
}


def may(role: str, permission: str) -> bool:
    """Whether a role holds a permission; an unknown permission is nobody's."""
    return role in PERMISSIONS.get(permission, frozenset())
