"""Registers this part with Django."""

from __future__ import annotations

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Django's entry for `programmes`."""

    name = "siyu.domains.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Hang programmes into groups, moderation, members' own data and the night."""
        from siyu.domains.groups.types import DeskTab, GroupRow, Play, Strip, desk_tabs, group_rows, plays, strips
        from siyu.domains.programmes.queries.cards import list_url, note_of, render_card, render_strip, start_url
        from siyu.domains.programmes.types import CARD
        from siyu.platform.jobs.schedule import daily

        label = _("Programme")
        plays.add(CARD, Play(label, "clock", 5, start_url, render_card, lambda lead: lead.may("play")))
        group_rows.add("programmes", GroupRow(label, "clock", 5, list_url, note_of))
        desk_tabs.add("programmes", DeskTab(label, 5, "console:programmes_desk:list"))
        strips.add("programmes", Strip(10, render_strip))
        self._hang_into_rights()
        daily("programmes.remind", 4, _remind_later)

    def _hang_into_rights(self) -> None:
        from siyu.domains.members.types import Eraser, Export, KnownSource, erasers, exports, known_sources
        from siyu.domains.moderation.types import Target, targets
        from siyu.domains.programmes.actions import judge_entry as judge
        from siyu.domains.programmes.actions.forget_member import forget_member
        from siyu.domains.programmes.queries import own_data
        from siyu.domains.programmes.types import TARGET

        words = cast("str", _("Entry of a programme"))
        doors = (judge.describe_entry, judge.hide_entry, judge.restore_entry, judge.check_sees_entry)
        targets.add(TARGET, Target(words, *doors))
        erasers.add("programmes", Eraser(90, forget_member))
        exports.add("programme_wishes", Export(own_data.wishes))
        exports.add("programme_attendances", Export(own_data.attendances))
        known_sources.add("programmes", KnownSource(_("Programme"), 63, own_data.known))


def _remind_later(_target: str) -> None:
    from siyu.domains.programmes.jobs import remind_left_behind

    remind_left_behind.enqueue()
