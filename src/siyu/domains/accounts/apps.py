"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Django's entry for `accounts`."""

    name = "siyu.domains.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Guard the console pages and put the settings in the navigation."""
        from siyu.domains.accounts.queries.access import access_desk
        from siyu.platform.http.desk import account_gate
        from siyu.platform.ui import navigation
        from siyu.platform.ui.navigation import Entry

        account_gate.fill(access_desk)
        desk = "console:accounts_desk"
        navigation.add(
            Entry("settings", _("Settings"), "settings", f"{desk}:settings", "account.settings", 120, also="设置"),
            Entry("staff", _("Staff"), "people", f"{desk}:staff", "staff.manage", 122, "settings", also="员工 角色"),
            Entry(
                "audit", _("Audit log"), "logs", f"{desk}:audit_log", "account.settings", 123, "settings", also="日志"
            ),
        )
