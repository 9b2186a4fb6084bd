"""What each permission lets someone do, in words, by the room of the console it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.policies import PERMISSIONS
from siyu.domains.accounts.types import ROLE_LABELS

Text = str | Promise

ROOMS: Final[dict[str, Text]] = {
    "desk": _("Today"),
    "fans": _("Fans"),
    "segments": _("Segments"),
    "imports": _("Imports"),
    "groups": _("Groups"),
    "content": _("Content"),
    "inbox": _("Messages"),
    "quizzes": _("Quizzes"),
    "insights": _("Data"),
    "boss": _("Data"),
    "moderation": _("Moderation"),
    "homepage": _("Settings"),
    "staff": _("Settings"),
    "account": _("Settings"),
}
"""The room a permission belongs to, by what stands before its dot, in the order of the table."""

WORDS: Final[dict[str, Text]] = {
    "desk.view": _("Open the console and see today"),
    "fans.view": _("See fans, their orders and timelines"),
    "fans.edit": _("Tag fans, write remarks, save views"),
    "fans.merge": _("Decide who is the same person, and undo it"),
    "fans.export": _("Take fans out as a file"),
    "imports.view": _("See imports and whole order numbers"),
    "imports.run": _("Import order files"),
    "segments.view": _("See segments"),
    "segments.edit": _("Make and change segments"),
    "insights.view": _("See dashboards and metrics"),
    "boss.view": _("See the boss page"),
    "moderation.review": _("Judge what was reported"),
    "moderation.words": _("Change the list of words to stop"),
    "content.view": _("See notes, also hidden ones"),
    "content.edit": _("Write and publish notes"),
    "groups.view": _("See groups and their messages"),
    "groups.manage": _("Open groups, change their rules and members"),
    "groups.override": _("Clone a group although the evidence is not met"),
    "inbox.answer": _("Answer members' messages"),
    "quizzes.edit": _("Make quizzes"),
    "homepage.edit": _("Change and publish the homepage"),
    "staff.manage": _("Add and remove staff, give roles"),
    "account.settings": _("Change the account and read the audit log"),
}
DUTIES: Final[dict[str, Text]] = {
    "owner": _("everything, also staff and settings"),
    "operator": _("day-to-day work with fans, content and groups; no staff, no money reports"),
    "host": _("live and content; sees fans, cannot change or take them out"),
    "support": _("answers members; sees and tags fans, cannot take them out"),
    "finance": _("imports and figures; sees no single fan"),
    "reviewer": _("judges content and reports; sees no fan"),
}


@dataclass(frozen=True)
class Line:
    """One permission in the table: its room, its words, and for each role whether it holds."""

    room: Text
    words: Text
    holders: tuple[bool, ...]


def room_of(permission: str) -> str:
    """What stands before the dot."""
    return permission.partition(".")[0]


def permission_table() -> list[Line]:
    """Every permission in words, room after room; the columns are those of ROLE_LABELS."""
    order = list(ROOMS)
    places = {name: order.index(room_of(name)) if room_of(name) in order else len(order) for name in PERMISSIONS}
    lines = []
    for name in sorted(PERMISSIONS, key=places.__getitem__):  # stable: within a room as the policies have them
        room = room_of(name)
        holders = tuple(role in PERMISSIONS[name] for role in ROLE_LABELS)
        lines.append(Line(ROOMS.get(room, room), WORDS.get(name, name), holders))
    return lines


def roles_in_words() -> list[tuple[Text, Text]]:
    """Each role and in one line what it is for."""
    return [(label, DUTIES[role]) for role, label in ROLE_LABELS.items()]
