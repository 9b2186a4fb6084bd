"""Registers this part with Django."""

from __future__ import annotations

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainsConfig(AppConfig):
    """Django's entry for `chains`."""

    name = "siyu.domains.chains"
    label = "chains"

    def ready(self) -> None:
        """Hang chains into groups, media, moderation and what members know and take along of themselves."""
        from siyu.domains.chains import conf
        from siyu.domains.chains.queries.cards import list_url, may_see_pictures, note_of, render_chain_card, start_url
        from siyu.domains.chains.types import HOLDER, may_start
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
        from siyu.domains.media.types import Holder, holders
        from siyu.platform.jobs.schedule import daily

        plays.add(HOLDER, Play(_("Chain"), "logs", 30, start_url, render_chain_card, may_start))
        group_rows.add("chains", GroupRow(_("Chains"), "logs", 30, list_url, note_of))
        desk_tabs.add("chains", DeskTab(_("Chains"), 30, "console:chains_desk:list"))
        holders.add(HOLDER, Holder(may_see_pictures))
        rule = StartRule(
            _("Chain"), "logs", 30, conf.members_may_start, "chains",
            lambda everyone: {"members_may_start": everyone},
        )  # fmt: skip
        start_rules.add(HOLDER, rule)
        daily("chains.deadlines", 4, _pass_deadlines)
        self._hang_into_rights()

    def _hang_into_rights(self) -> None:
        from siyu.domains.chains.actions import judge_chain as judge
        from siyu.domains.chains.actions.forget_entries import forget_entries
        from siyu.domains.chains.queries import own_data
        from siyu.domains.chains.types import ENTRY, HOLDER
        from siyu.domains.members.types import Eraser, Export, KnownSource, erasers, exports, known_sources
        from siyu.domains.moderation.types import Target, targets

        chain, entry = cast("str", _("Chain")), cast("str", _("Remark in a chain"))
        sees_chain, sees_entry = judge.check_sees_chain, judge.check_sees_entry
        targets.add(HOLDER, Target(chain, judge.describe_chain, judge.hide_chain, judge.restore_chain, sees_chain))
        targets.add(ENTRY, Target(entry, judge.describe_entry, judge.hide_entry, judge.restore_entry, sees_entry))
        erasers.add("chains", Eraser(90, forget_entries))
        exports.add("chain_entries", Export(own_data.entries))
        known_sources.add("chains", KnownSource(_("Chains"), 62, own_data.known))


def _pass_deadlines(_target: str) -> None:
    from siyu.domains.chains.jobs import pass_deadlines_later

    pass_deadlines_later()
