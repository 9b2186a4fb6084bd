"""Group health in words: what is measured, and what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURE_LABELS: Final[dict[str, tuple[Promise, Promise]]] = {
    "complaints": (_("Complaints"), _("Reports about the group or what was said in it, by its members today.")),
    "churn": (_("Churn"), _("Of those who were in the group at the start of the window, who left in it.")),
    "silent": (_("Silent members"), _("Members without an act for %(silent_days)s days; joining is an act.")),
    "growth": (_("Growth"), _("Members more at the end than at the start (joins less leaves), of those at the start.")),
    "lively": (_("Lively days"), _("Days with at least %(lively_messages)s messages by %(lively_speakers)s people.")),
    "leaders": (_("Leaders' share of talk"), _("Messages by the account, the owner and the admins of today, of all.")),
    "uneven": (_("Unevenness"), _("How much days differ in messages: 0 is every day alike, 2 is fits and starts.")),
    "sales": (_("Sell-through"), _("Members who paid in the window, after they joined.")),
}  # fmt: skip
"""Measure → its name, and what it counts (filled in from the account's `HealthConf`).

Whoever opened the group without joining is no member here.
"""

ACTION_LABELS: Final[dict[str, tuple[Promise, Promise]]] = {
    "invite": (_("Invite people"), _("New people bring new talk; without them a group fades.")),
    "overflow": (_("Let the next parallel group open"), _("Every place is taken; newcomers are turned away.")),
    "reports": (_("Look at the reports"), _("Whoever disturbs drives the others away.")),
    "announce": (_("Ask why they leave"), _("Say in an announcement what comes next, and ask those who stay.")),
    "wake": (_("Write to the silent"), _("See who fell silent and since when; a word of your own brings some back.")),
    "hand_over": (_("Hand something over"), _("Make a lively member admin: a group lives when it runs without you.")),
    "poll": (_("Put an easy question"), _("A poll costs one tap: the lowest step for who never spoke.")),
    "checkin": (_("Start a check-in"), _("A small thing every day gives every day its talk.")),
    "chain": (_("Start a chain"), _("One good thing, a number, a deadline: bought together.")),
    "grow": (_("It does well: replicate it"), _("Three questions; then a second group begins with its best.")),
}  # fmt: skip
"""What to do → the act, and why it helps."""

SILENT_LABELS: Final[dict[str, Promise]] = {
    "all": _("All who are silent"), "never": _("Never did more than join"), "before": _("Took part before"),
}  # fmt: skip
"""Which of the silent ones a list shows."""
