"""Registers this part with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """Django's entry for `insights`."""

    name = "siyu.domains.insights"
    label = "insights"

    def ready(self) -> None:
        """Put the dashboards and the boss page in the navigation; compute fan values every night."""
        from siyu.platform.jobs.schedule import daily
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry

        page = "console:insights:"
        navigation.add(
            Entry(
                "data", _("Data"), "chart", page + "overview", "insights.view", 100, also="数据 指标 metrics figures"
            ),
            Entry("boss", _("Boss page"), "briefcase", page + "boss", "boss.view", 110, also="老板 周报 PDF report"),
        )
        daily("insights.value_fans", 5, _value_later, _every_account)


def _value_later(target: str) -> None:
    from siyu.domains.insights.jobs import value_fans

    value_fans.enqueue(int(target))


def _every_account() -> list[tuple[str, str]]:
    """Each account, by its own clock."""
    from siyu.domains.accounts.models import Account

    return [(str(pk), zone) for pk, zone in Account.objects.values_list("pk", "time_zone")]
