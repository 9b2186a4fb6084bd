"""Registers this part with Django."""

from __future__ import annotations

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinsConfig(AppConfig):
    """Django's entry for `checkins`."""

    name = "siyu.domains.checkins"
    label = "checkins"

    def ready(self) -> None:
        """Hang check-ins into groups, the chat, moderation, members' own data and the day."""
        from siyu.domains.chat.types import system_words
        from siyu.domains.checkins.actions.forget_marks import forget_marks
        from siyu.domains.checkins.actions.judge_mark import check_sees_mark, describe_mark, hide_mark, show_mark
        from siyu.domains.checkins.queries import own_data
        from siyu.domains.checkins.queries.access import may_see_pictures
        from siyu.domains.checkins.types import HOLDER, TARGET
        from siyu.domains.media.types import Holder, holders
        from siyu.domains.members.types import Eraser, Export, erasers, exports
        from siyu.domains.moderation.types import Target, targets
        from siyu.platform.jobs.schedule import daily

        self._hang_into_groups()
        words = _("The check-in “%(title)s” is over. %(name)s kept on longest: %(days)s days")
        system_words.add("checkin.ended", words)
        system_words.add("checkin.empty", _("The check-in “%(title)s” is over. Nobody took part."))
        mark = cast("str", _("Check-in"))
        targets.add(TARGET, Target(mark, describe_mark, hide_mark, show_mark, check_sees_mark))
        holders.add(HOLDER, Holder(may_see_pictures))
        erasers.add("checkins", Eraser(90, forget_marks))
        exports.add("checkins", Export(own_data.marks))
        daily("checkins.remind", 0, _remind_later, _accounts)
        daily("checkins.end", 1, _end_later, _accounts)

    def _hang_into_groups(self) -> None:
        from siyu.domains.checkins.queries import pages
        from siyu.domains.checkins.types import CARD
        from siyu.domains.groups.types import DeskTab, GroupRow, Play, desk_tabs, group_rows, plays

        play = Play(_("Check-in"), "calendar", 30, pages.start_url, pages.render_card, lambda lead: lead.may("play"))
        plays.add(CARD, play)
        group_rows.add("checkins", GroupRow(_("Check-ins"), "calendar", 30, pages.list_url, pages.list_note))
        desk_tabs.add("checkins", DeskTab(_("Check-ins"), 30, "console:checkins_desk:list"))


def _remind_later(target: str) -> None:
    from siyu.domains.checkins.jobs import remind_later

    remind_later(target)


def _end_later(target: str) -> None:
    from siyu.domains.checkins.jobs import end_later

    end_later(target)


def _accounts() -> list[tuple[str, str]]:
    from siyu.domains.checkins.jobs import accounts_with_checkins

    return list(accounts_with_checkins())
