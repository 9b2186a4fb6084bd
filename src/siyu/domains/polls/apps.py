"""Registers this part with Django."""

from __future__ import annotations

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PollsConfig(AppConfig):
    """Django's entry for `polls`."""

    name = "siyu.domains.polls"
    label = "polls"

    def ready(self) -> None:
        """Hang polls into groups, the chat, moderation, members' own data and the night."""
        from siyu.domains.chat.types import system_words
        from siyu.platform.jobs.schedule import daily

        self._hang_into_groups()
        self._hang_into_pages()
        for event, words in {
            "won": _("The poll “%(question)s” is over. Most votes: %(won)s (%(votes)s)"),
            "tied": _("The poll “%(question)s” is over. Equal: %(won)s (%(votes)s each)"),
            "empty": _("The poll “%(question)s” is over. Nobody has voted."),
        }.items():
            system_words.add(f"poll.{event}", words)
        daily("polls.close", 4, _close_polls)

    def _hang_into_groups(self) -> None:
        from siyu.domains.groups.types import (
            DeskTab,
            GroupRow,
            Play,
            StartRule,
            desk_tabs,
            group_rows,
            plays,
            start_rules,
        )
        from siyu.domains.polls import conf
        from siyu.domains.polls.queries import pages
        from siyu.domains.polls.queries.access import may_start

        rule = StartRule(
            _("Poll"), "chart", 10, conf.members_may_start, "groups",
            lambda everyone: {"polls_by": "members" if everyone else "leaders"},
        )  # fmt: skip
        start_rules.add("poll", rule)
        plays.add("poll", Play(_("Poll"), "chart", 10, pages.start_url, pages.render_card, may_start))
        group_rows.add("polls", GroupRow(_("Polls"), "chart", 10, pages.list_url, pages.list_note))
        desk_tabs.add("polls", DeskTab(_("Polls"), 10, "console:polls_desk:list"))

    def _hang_into_pages(self) -> None:
        from siyu.domains.members.types import Eraser, Export, KnownSource, erasers, exports, known_sources
        from siyu.domains.moderation.types import Target, targets
        from siyu.domains.polls.actions.forget_votes import forget_votes
        from siyu.domains.polls.actions.judge_poll import check_sees_poll, describe_poll, hide_poll, show_poll
        from siyu.domains.polls.queries import own_data
        from siyu.domains.polls.types import TARGET

        targets.add(TARGET, Target(cast("str", _("Poll")), describe_poll, hide_poll, show_poll, check_sees_poll))
        erasers.add("polls", Eraser(90, forget_votes))
        exports.add("poll_votes", Export(own_data.votes))
        exports.add("polls", Export(own_data.started))
        known_sources.add("polls", KnownSource(_("Polls"), 61, own_data.known))


def _close_polls(_target: str) -> None:
    from siyu.domains.polls.jobs import close_polls_later

    close_polls_later()
