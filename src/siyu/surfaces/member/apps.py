"""Registers this part with Django."""

from django.apps import AppConfig


class MemberConfig(AppConfig):
    """Django's entry for `member`."""

    name = "siyu.surfaces.member"
    label = "member"

    def ready(self) -> None:
        """Home is the first tab; homepages of accounts are made of what the domains have to show."""
        from django.utils.translation import gettext_lazy as _

        from siyu.platform.ui.member_tabs import Tab, tabs

        tabs.add("home", Tab("home", _("Home"), "home", "home", 10, under=("/n/", "/t/", "/search/", "/featured/")))
        _hang_components()
        _keep_report_pictures()
        _lead_from_groups_to_messages()


def _hang_components() -> None:
    from siyu.domains.accounts.types import homepage_components
    from siyu.surfaces.member.homepage_components import COMPONENTS

    for name, component in COMPONENTS.items():
        homepage_components.add(name, component)


def _keep_report_pictures() -> None:
    from siyu.domains.media.types import holders
    from siyu.domains.moderation.types import evidence
    from siyu.surfaces.member.report_pictures import HOLDER, KEEPER, KIND

    evidence.fill(KEEPER)
    holders.add(KIND, HOLDER)


def _lead_from_groups_to_messages() -> None:
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from siyu.domains.groups.models import Group
    from siyu.domains.groups.types import GroupRow, group_rows

    def entrance(group: Group) -> str:
        return reverse("support:entrance", args=[group.account.slug]) + f"?from=group:{group.public_id}"

    group_rows.add("direct", GroupRow(_("Write to us privately"), "chat", 90, entrance))
