"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """Django's entry for `console`."""

    name = "siyu.surfaces.console"
    label = "console"

    def ready(self) -> None:
        """Put the console's own pages in the navigation, and what higher domains know on the fan page."""
        from siyu.domains.fans.desk.sections import sections
        from siyu.domains.imports.desk import person_orders
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry
        from siyu.surfaces.console import fan_segments

        sections.add("orders", person_orders.section)
        sections.add("segments", fan_segments.section)
        navigation.add(
            Entry("today", _("Today"), "today", "console:today", "desk.view", 10, also="今天 首页 home"),
        )
