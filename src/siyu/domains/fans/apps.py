"""Registers this part with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from siyu.platform.outbox.models import OutboxMessage
from django.utils.translation import gettext_lazy as _


class FansConfig(AppConfig):
    """Django's entry for `fans`."""

    name = "siyu.domains.fans"
    label = "fans"

    def ready(self) -> None:
        """Hear of facts and changed persons; rebuild standings every night; stand in the navigation."""
        from siyu.domains.accounts.types import log_values
        from siyu.domains.fans.events import PERSONS_CHANGED
        from siyu.domains.people.types import login_changed
        from siyu.platform.jobs.schedule import daily
        from siyu.platform.outbox.statement import FACTS_TOPIC
        from siyu.platform.outbox.subscribers import subscribe

        subscribe("fans", {FACTS_TOPIC, PERSONS_CHANGED}, _refresh_persons, atomic=False)
        daily("fans.rebuild_standings", 4, _rebuild_later, _every_account)
        daily("fans.expire_tags", 3, _expire_later, _every_account)
        login_changed.add("fans", _relearn_member)
        log_values.add("query", _filters_in_words)
        _stand_in_navigation()


def _filters_in_words(query: Any) -> str:
    from siyu.domains.fans.desk.facets import in_words

    return in_words(query)


def _relearn_member(user: Any) -> None:
    from siyu.domains.fans.actions.relearn_member import relearn_member

    relearn_member(user)


def _stand_in_navigation() -> None:
    from siyu.platform.ui import navigation
    from siyu.platform.ui.navigation import Entry

    desk = "console:fans"
    navigation.add(
        Entry("fans", _("Fans"), "people", f"{desk}:list", "fans.view", 20, also="粉丝 客户 customers"),
        Entry("review", _("Same person?"), "merge", f"{desk}:review", "fans.merge", 24, "fans", also="合并 merge"),
        Entry("tiers", _("Tiers"), "star", f"{desk}:tiers", "account.settings", 121, "settings", also="等级 会员"),
    )


def _refresh_persons(messages: list[OutboxMessage]) -> None:
    from siyu.domains.fans.subscribers import refresh_persons  # brings Arrow along: not for light processes

    refresh_persons(messages)


def _rebuild_later(target: str) -> None:
    from siyu.domains.fans.jobs import rebuild_later

    rebuild_later(target)


def _expire_later(target: str) -> None:
    from siyu.domains.fans.jobs import expire_later

    expire_later(target)


def _every_account() -> list[tuple[str, str]]:
    from siyu.domains.fans.jobs import every_account

    return list(every_account())
