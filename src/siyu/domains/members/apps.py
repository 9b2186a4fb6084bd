"""Registers this part with Django."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Django's entry for `members`."""

    name = "siyu.domains.members"
    label = "members"

    def ready(self) -> None:
        """我的 stands in the bottom bar, avatars hold pictures, profiles can be reported, data can leave."""
        from django.utils.translation import gettext_lazy as _

        from siyu.domains.media.types import Holder, holders
        from siyu.domains.members.actions.change_profile import HOLDER
        from siyu.domains.members.actions.hide_profile import TARGET
        from siyu.domains.moderation.types import targets
        from siyu.platform.ui.member_tabs import Tab, tabs

        tabs.add("my", Tab("my", _("Me"), "person", "my", 50, under=("/u/",)))
        holders.add(HOLDER, Holder(may_see=lambda _user, _object_id: True))
        targets.add("member", TARGET)
        _own_data()
        _listen()


def _listen() -> None:
    from siyu.domains.accounts.events import CERTIFICATION_ENDS_SOON, CERTIFICATION_MOVED
    from siyu.domains.members.subscribers import tell_owners
    from siyu.platform.outbox.subscribers import subscribe

    subscribe("members.tell_owners", {CERTIFICATION_MOVED, CERTIFICATION_ENDS_SOON}, tell_owners)


def _own_data() -> None:
    """Everything of a member can leave with them, and be forgotten; old exports and due erasures are daily work."""
    from siyu.domains.members.actions.erase_member import ERASERS
    from siyu.domains.members.queries.own_tables import TABLES
    from siyu.domains.members.types import erasers, exports
    from siyu.platform.jobs.schedule import daily

    for name, table in TABLES.items():
        exports.add(name, table)
    for name, eraser in ERASERS.items():
        erasers.add(name, eraser)
    daily("members.keep_house", 18, _keep_house_later)


def _keep_house_later(target: str) -> None:
    from siyu.domains.members.jobs import keep_house_later

    keep_house_later(target)
