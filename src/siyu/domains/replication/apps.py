"""Registers this part with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReplicationConfig(AppConfig):
    """Django's entry for `replication`."""

    name = "siyu.domains.replication"
    label = "replication"

    def ready(self) -> None:
        """Stand at the desk of each group as a tab, and in the log of what staff did in words."""
        from siyu.domains.accounts.queries.numbers import tunables
        from siyu.domains.accounts.types import log_values
        from siyu.domains.groups.types import DeskTab, desk_tabs
        from siyu.domains.replication import conf
        from siyu.domains.replication.queries.tuned import TUNABLE
        from siyu.domains.replication.queries.words import QUESTION_LABELS

        log_values.add("question", lambda name: str(QUESTION_LABELS[name][0] if name in QUESTION_LABELS else name))
        tunables.add(conf.PART, TUNABLE)
        desk_tabs.add("replication", DeskTab(_("Replication"), 60, "console:replication_desk:gate"))
