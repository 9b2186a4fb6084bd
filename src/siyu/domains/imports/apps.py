"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Django's entry for `imports`."""

    name = "siyu.domains.imports"
    label = "imports"

    def ready(self) -> None:
        """Put the imports in the navigation, beneath the fans."""
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
