"""Registers this part with Django."""

from __future__ import annotations

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Django's entry for `groups`."""

    name = "siyu.domains.groups"
    label = "groups"

    def ready(self) -> None:
        """Hang groups into chat, media, moderation, the member side's bars and the console."""
        from siyu.domains.groups.queries.uses import groups_on
        from siyu.domains.segments.types import SegmentUse, uses
        from siyu.platform.jobs.schedule import daily

        uses.add("groups", SegmentUse(_("Groups"), groups_on))
        self._hang_into_chat()
        self._hang_into_pages()
        self._hang_into_search()
        daily("groups.end_dissolved", 4, _end_dissolved)

    def _hang_into_chat(self) -> None:
        from siyu.domains.chat.types import ConversationKind, kinds, system_words
        from siyu.domains.groups.actions.hear_message import hear_message
        from siyu.domains.groups.queries import conversing

        kinds.add(
            "group",
            ConversationKind(
                address=conversing.address,
                title=conversing.title,
                check_speak=conversing.check_speak,
                may_lead=conversing.may_lead,
                may_watch=conversing.may_watch,
                said=hear_message,
                badges=conversing.badges,
                card=conversing.card,
            ),
        )
        for event, words in {
            "opened": _("This is the group %(name)s. Be welcome."),
            "joined": _("%(name)s has joined"),
            "removed": _("%(name)s was removed from the group"),
            "appointed": _("%(name)s is an admin of the group now"),
            "transferred": _("%(name)s is the owner of the group now"),
            "announced": _("New announcement: %(text)s"),
            "dissolved": _("The group was dissolved"),
            "restored": _("The group is back"),
        }.items():
            system_words.add(f"group.{event}", words)

    def _hang_into_search(self) -> None:
        from siyu.domains.groups.queries.found import every_group, show_groups
        from siyu.platform.search.kinds import SearchKind, kinds

        kinds.add("group", SearchKind(_("Groups"), 30, "groups/found_group.html", show_groups, every_group))

    def _hang_into_pages(self) -> None:
        from siyu.domains.groups.actions import judge_announcement as judging
        from siyu.domains.groups.actions.announce import TARGET
        from siyu.domains.groups.actions.forget_member import forget_member
        from siyu.domains.groups.actions.judge_group import (
            check_sees_group,
            describe_group,
            hide_group,
            restore_group_listing,
        )
        from siyu.domains.groups.actions.open_group import HOLDER
        from siyu.domains.groups.queries import own_data
        from siyu.domains.groups.queries.cards import choose_group_card, find_group_card, render_group_card
        from siyu.domains.groups.queries.my_groups import waiting_in_groups
        from siyu.domains.media.types import Card, Holder, cards, holders
        from siyu.domains.members.types import (
            Eraser,
            Export,
            KnownSource,
            erasers,
            exports,
            known_sources,
            notice_reasons,
        )
        from siyu.domains.moderation.types import Target, targets
        from siyu.platform.ui import member_tabs, navigation

        holders.add(HOLDER, Holder(lambda _user, _id: True))
        cards.add("group", Card(find_group_card, render_group_card, _("Groups"), choose_group_card))
        group = cast("str", _("Group"))
        text = cast("str", _("Announcement"))
        targets.add(
            TARGET,
            Target(text, judging.describe_announcement, judging.hide_announcement, judging.show_announcement,
                   judging.check_sees_announcement),
        )  # fmt: skip
        targets.add("group", Target(group, describe_group, hide_group, restore_group_listing, check_sees_group))
        notice_reasons.add("group", _("You are in one of our groups, or asked to join it."))
        notice_reasons.add("mention", _("Somebody called you by name in a group."))
        erasers.add("groups", Eraser(100, forget_member))
        exports.add("groups", Export(own_data.standings))
        known_sources.add("groups", KnownSource(_("Groups"), 60, own_data.known))
        tab = member_tabs.Tab("groups", _("Groups"), "group", "groups:mine", 20, under=("/g/",))
        member_tabs.tabs.add("groups", tab)
        member_tabs.badges.add("groups", member_tabs.Badge("groups", waiting_in_groups))
        entry = navigation.Entry(
            "groups", _("Groups"), "group", "console:groups_desk:list", "groups.view", 30, also="社群 群 group"
        )
        starting = navigation.Entry(
            "group_starting", _("Who may start what"), "settings", "console:groups_desk:starting", "account.settings",
            33, "groups", also="投票 接龙 发起 权限",
        )  # fmt: skip
        navigation.add(entry, starting)


def _end_dissolved(_target: str) -> None:
    from siyu.domains.groups.jobs import end_dissolved_later

    end_dissolved_later()
