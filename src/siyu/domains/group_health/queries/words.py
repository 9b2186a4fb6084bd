"""Group health in words: what is measured, and what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURE_LABELS: Final[dict[str, tuple[Promise, Promise]]] = {
    "complaints": (_("Complaints"), _("Reports about the group or what was said in it, by its members today.")),
    "churn": (_("Churn"), _("Of those who were in the group at the start of the window, who left in it.")),
    "silent": (_("Silent members"), _("Members who did nothing in the group for 28 days; joining is doing something.")),
    "lively": (_("Lively days"), _("Days with at least 5 messages by at least 3 people.")),
    "uneven": (_("Unevenness"), _("How much days differ in messages: 0 is every day alike, 2 is fits and starts.")),
    "sales": (_("Sell-through"), _("Members who paid in the window, after they joined.")),
}  # fmt: skip
"""Measure → its name, and what it counts. Whoever opened the group without joining is no member here."""

ACTION_LABELS: Final[dict[str, tuple[Promise, Promise]]] = {
    "invite": (_("Invite people"), _("With fewer than five members nothing starts to live.")),
    "overflow": (_("Let the next parallel group open"), _("Every place is taken; newcomers are turned away.")),
    "reports": (_("Look at the reports"), _("Whoever disturbs drives the others away.")),
    "announce": (_("Ask why they leave"), _("Say in an announcement what comes next, and ask those who stay.")),
    "poll": (_("Put an easy question"), _("A poll costs one tap: the lowest step for who never spoke.")),
    "checkin": (_("Start a check-in"), _("A small thing every day gives every day its talk.")),
    "chain": (_("Start a chain"), _("One good thing, a number, a deadline: bought together.")),
    "grow": (_("It does well: let it grow"), _("Invite those who are like its members.")),
}  # fmt: skip
"""What to do → the act, and why it helps."""
