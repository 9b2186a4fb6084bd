"""Registers this part with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from siyu.platform.outbox.models import OutboxMessage


class RoutingConfig(AppConfig):
    """Django's entry for `routing`."""

    name = "siyu.domains.routing"
    label = "routing"

    def ready(self) -> None:
        """Follow the routes by night, and for newcomers at once; stand in the console; forget whom routes invited."""
        from siyu.domains.fans.events import PERSONS_CHANGED
        from siyu.domains.members.types import Eraser, Export, erasers, exports
        from siyu.domains.routing.actions.forget_routed import forget_routed
        from siyu.domains.routing.queries.own_data import routed
        from siyu.domains.routing.queries.uses import routes_on
        from siyu.domains.segments.types import SegmentUse, uses
        from siyu.platform.jobs.schedule import daily
        from siyu.platform.outbox.statement import FACTS_TOPIC
        from siyu.platform.outbox.subscribers import subscribe
        from siyu.platform.ui import navigation

        subscribe("routing.newcomers", {FACTS_TOPIC, PERSONS_CHANGED}, _hear_newcomers)
        uses.add("routes", SegmentUse(_("Routes"), routes_on))
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


def _hear_newcomers(messages: list[OutboxMessage]) -> None:
    from siyu.domains.routing.subscribers import hear_newcomers  # brings Arrow along: not for light processes

    hear_newcomers(messages)
