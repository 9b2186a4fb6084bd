"""Registers this part with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from siyu.domains.accounts.models import Account


class ImportsConfig(AppConfig):
    """Django's entry for `imports`."""

    name = "siyu.domains.imports"
    label = "imports"

    def ready(self) -> None:
        """Put the imports in the navigation, beneath the fans; bring order facts back when they are rebuilt."""
        from siyu.domains.fans.actions.rebuild_facts import rebuilders
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry

        navigation.add(
            Entry(
                "imports",
                _("Imports"),
                "upload",
                "console:imports:list",
                "imports.view",
                23,
                parent="fans",
                also="导入 订单 上传 import",
            )
        )
        rebuilders.add("orders", _restate_orders)


def _restate_orders(account: Account) -> int:
    from siyu.domains.imports.actions.restate_orders import restate_orders  # polars: only where it is asked for

    return restate_orders(account)
