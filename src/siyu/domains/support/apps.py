"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Django's entry for `support`."""

    name = "siyu.domains.support"
    label = "support"

    def ready(self) -> None:
        """Hang direct messages into chat, realtime, the member side's bars and the console."""
        from siyu.domains.chat.types import ConversationKind, kinds
        from siyu.domains.members.types import Eraser, erasers
        from siyu.domains.support.actions.forget_threads import forget_threads
        from siyu.domains.support.actions.hear_message import hear_message
        from siyu.domains.support.queries import conversing
        from siyu.domains.support.queries.access import PERMISSION, may_listen
        from siyu.domains.support.queries.inbox import late_count
        from siyu.domains.support.queries.my_messages import waiting_in_messages
        from siyu.platform.realtime import room_guards
        from siyu.platform.ui import member_tabs, navigation, todos

        kinds.add(
            "direct",
            ConversationKind(
                address=conversing.address,
                title=conversing.title,
                check_speak=conversing.check_speak,
                may_lead=conversing.is_staff,
                may_watch=conversing.is_staff,
                said=hear_message,
                badges=conversing.badges,
            ),
        )
        erasers.add("support", Eraser(100, forget_threads))
        room_guards.add("account", may_listen)
        tab = member_tabs.Tab("messages", _("Messages"), "chat", "support:messages", 40, under=("/messages/", "/d/"))
        member_tabs.tabs.add("messages", tab)
        member_tabs.badges.add("direct", member_tabs.Badge("messages", waiting_in_messages))
        desk = "console:support_desk"
        late = todos.Source(
            PERMISSION, _("Unanswered too long"), _("members who wait for an answer"), "chat", f"{desk}:inbox",
            late_count, query="?show=waiting",
        )  # fmt: skip
        todos.todos.add("inbox", late)
        navigation.add(
            navigation.Entry("inbox", _("Messages"), "chat", f"{desk}:inbox", PERMISSION, 35, also="私信 客服 inbox"),
            navigation.Entry(
                "replies", _("Quick replies"), "spark", f"{desk}:replies", PERMISSION, 36, "inbox", also="快捷回复"
            ),
            navigation.Entry(
                "inbox_hours",
                _("How we answer"),
                "clock",
                f"{desk}:tuning",
                "account.settings",
                37,
                "inbox",
                also="客服 时间",
            ),
        )
