"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SegmentsConfig(AppConfig):
    """Django's entry for `segments`."""

    name = "siyu.domains.segments"
    label = "segments"

    def ready(self) -> None:
        """Put the segments in the navigation, beneath the fans."""
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry

        navigation.add(
            Entry(
                "segments",
                _("Segments"),
                "target",
                "console:segments:list",
                "segments.view",
                22,
                parent="fans",
                also="分群 人群 圈选 segment",
            )
        )
