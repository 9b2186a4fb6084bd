"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """Django's entry for `insights`."""

    name = "siyu.domains.insights"
    label = "insights"

    def ready(self) -> None:
        """Put the dashboards and the boss page in the navigation."""
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry

        page = "console:insights:"
        navigation.add(
            Entry(
                "data", _("Data"), "chart", page + "overview", "insights.view", 100, also="数据 指标 metrics figures"
            ),
            Entry("boss", _("Boss page"), "briefcase", page + "boss", "boss.view", 110, also="老板 周报 PDF report"),
        )
