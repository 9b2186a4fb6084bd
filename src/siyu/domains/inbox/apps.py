"""Registers this part with Django."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Django's entry for `inbox`."""

    name = "siyu.domains.inbox"
    label = "inbox"

    def ready(self) -> None:
        """New notices light the red dot of 消息; how one is told has its place in 我的."""
        from django.utils.translation import gettext_lazy as _

        from siyu.domains.inbox.queries.notices import unread
        from siyu.platform.ui.member_tabs import Badge, MyEntry, badges, my_entries

        badges.add("notices", Badge("messages", unread))
        my_entries.add("notices", MyEntry("notices", _("Notices"), "bell", "my_notices", 10, shelf="more"))
