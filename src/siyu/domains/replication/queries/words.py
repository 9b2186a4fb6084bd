"""Replication in words: the questions, what is measured and how it was counted."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTION_LABELS: Final[dict[str, tuple[Promise, Promise]]] = {
    "self_organisation": (_("Self-organisation"), _("Does the group run without you? Who takes the lead, and how?")),
    "core": (_("Core group of seed users"), _("Who carries the group, and why would they begin a second one?")),
    "culture": (_("Sub-culture"), _("What do only these people say and do, and how do newcomers learn it?")),
}  # fmt: skip
"""Question → its name, and what staff answer."""

FIGURE_LABELS: Final[dict[str, tuple[Promise, Promise]]] = {
    "unled_share": (_("Share of talk not by owner or staff"), _(
        "Messages and plays in %(days)s days by members, of all; the account's voice, the group's owner and staff of "
        "the account count as led. Recalled, hidden and held messages do not count."
    )),
    "starters": (_("Members who started something"), _(
        "Members but owner and staff who started a poll, a chain, a check-in or another play, or put up an "
        "announcement, in %(days)s days."
    )),
    "conversations": (_("Conversations without owner or staff"), _(
        "Runs of at least %(talk_messages)s messages by at least %(talk_people)s people with pauses of at most "
        "%(pause_minutes)s minutes, in which neither owner nor staff said a word."
    )),
    "seeds": (_("Core members"), _(
        "Members but owner and staff who did something here on at least %(core_days)s of %(days)s days: spoke, "
        "voted, checked in, joined a chain."
    )),
    "seed_share": (_("Their share of the messages"), _("Messages of the core, of all that members said.")),
    "seed_tenure": (_("Their days in the group"), _("The median of days since they joined.")),
    "own_words": (_("Own words"), _(
        "Terms of 2 to 6 letters that at least %(word_people)s members used in at least %(word_uses)s messages, and "
        "that stand out from the account's other groups by two standard errors (log-odds)."
    )),
    "nickname_share": (_("Members with a nickname of this group"), _(
        "Members but owner and staff who gave themselves a name that holds only here."
    )),
    "rituals": (_("Rituals"), _(
        "Plays that were started in at least %(ritual_weeks)s different weeks of eight; and check-ins, when at least "
        "%(ritual_people)s people checked in on at least %(ritual_marks)s of %(days)s days."
    )),
}  # fmt: skip
"""Figure → its name, and how it is counted (filled in from the account's numbers)."""

COUNTING_LABELS: Final[dict[str, Promise]] = {
    "core_days": _("Core: active days of 28, at least"),
    "pause_minutes": _("A conversation: longest pause in minutes"),
    "talk_messages": _("A conversation: messages at least"),
    "talk_people": _("A conversation: people at least"),
    "word_uses": _("An own word: messages with it at least"),
    "word_people": _("An own word: members who use it at least"),
    "ritual_weeks": _("A ritual: weeks of eight at least"),
    "ritual_marks": _("A check-in ritual: days of 28 at least"),
    "ritual_people": _("A check-in ritual: people a day at least"),
}  # fmt: skip
MARKS_LABEL: Final = _("Check-in days")
