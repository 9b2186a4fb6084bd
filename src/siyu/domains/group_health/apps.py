"""Registers this part with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupHealthConfig(AppConfig):
    """Django's entry for `group_health`."""

    name = "siyu.domains.group_health"
    label = "group_health"

    def ready(self) -> None:
        """Stand in the console: a page of all groups, and a tab of each."""
        from siyu.domains.accounts.queries.numbers import tunables
        from siyu.domains.group_health import conf
        from siyu.domains.group_health.queries.tuned import TUNABLE
        from siyu.domains.groups.types import DeskTab, desk_tabs
        from siyu.platform.ui import navigation

        desk_tabs.add("health", DeskTab(_("Health of the group"), 50, "console:group_health_desk:group"))
        tunables.add(conf.PART, TUNABLE)
        url_name = "console:group_health_desk:list"
        navigation.add(
            navigation.Entry(
                "group_health", _("Group health"), "chart", url_name, "groups.view", 32, "groups", also="群健康 health"
            )
        )
