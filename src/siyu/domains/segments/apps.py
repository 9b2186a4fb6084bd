"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SegmentsConfig(AppConfig):
    """Django's entry for `segments`."""

    name = "siyu.domains.segments"
    label = "segments"

    def ready(self) -> None:
        """Stand in the navigation, narrow the fans list; count every night after the standings."""
        from siyu.domains.fans.queries.segment_members import segment_source
        from siyu.domains.segments.queries.fans_source import saved_segments
        from siyu.platform.jobs.schedule import daily
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry

        segment_source.fill(saved_segments)
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
        daily("segments.recount", 5, _recount_later, _every_account)


def _recount_later(target: str) -> None:
    from siyu.domains.segments.jobs import recount_later  # brings Arrow along: not for light processes

    recount_later(target)


def _every_account() -> list[tuple[str, str]]:
    from siyu.domains.segments.jobs import every_account

    return list(every_account())
