"""Registers this part with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoutingConfig(AppConfig):
    """Django's entry for `routing`."""

    name = "siyu.domains.routing"
    label = "routing"

    def ready(self) -> None:
        """Follow every account's routes by night; stand in the console; forget whom routes invited."""
        from siyu.domains.members.types import Eraser, Export, erasers, exports
        from siyu.domains.routing.actions.forget_routed import forget_routed
        from siyu.domains.routing.queries.own_data import routed
        from siyu.platform.jobs.schedule import daily
        from siyu.platform.ui import navigation

        daily("routing.follow", 9, _follow_later, _accounts)
        exports.add("routing", Export(routed))
        erasers.add("routing", Eraser(95, forget_routed))
        navigation.add(
            navigation.Entry(
                "routing", _("Routing"), "share", "console:routing_desk:list", "groups.manage", 31, "groups",
                also="分流 routing",
            )
        )  # fmt: skip


def _follow_later(target: str) -> None:
    from siyu.domains.routing.jobs import follow_later

    follow_later(target)


def _accounts() -> list[tuple[str, str]]:
    from siyu.domains.routing.jobs import accounts_with_routes

    return list(accounts_with_routes())
