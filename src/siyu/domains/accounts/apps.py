"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Django's entry for `accounts`."""

    name = "siyu.domains.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Guard the console pages, stand in 我的, and look at certifications every day."""
        from siyu.domains.accounts.queries.access import access_desk
        from siyu.domains.accounts.queries.public import owned_count
        from siyu.platform.http.desk import account_gate
        from siyu.platform.jobs.schedule import daily
        from siyu.platform.ui.member_tabs import MyEntry, my_entries

        account_gate.fill(access_desk)
        my_entries.add(
            "accounts",
            MyEntry("accounts", _("My pro accounts"), "briefcase", "accounts_web:mine", 10, count=owned_count),
        )
        daily("accounts.certifications", 1, _look_at_certifications)
        _hang_in_console()


def _hang_in_console() -> None:
    from siyu.platform.ui.navigation import Entry, add

    desk, owner = "console:accounts_desk", "account.settings"
    add(
        Entry("settings", _("Settings"), "settings", f"{desk}:settings", owner, 120, also="设置"),
        Entry(
            "homepage", _("Homepage"), "home", f"{desk}:homepage", "homepage.edit", 121, "settings", also="主页 装修"
        ),
        Entry("staff", _("Staff"), "people", f"{desk}:staff", "staff.manage", 122, "settings", also="员工 角色"),
        Entry(
            "certification", _("Certification"), "shield", f"{desk}:certification", owner, 123, "settings", also="认证"
        ),
        Entry("matrix", _("Matrix accounts"), "building", f"{desk}:matrix", owner, 124, "settings", also="矩阵号"),
        Entry("audit", _("Audit log"), "logs", f"{desk}:audit_log", owner, 125, "settings", also="日志"),
    )


def _look_at_certifications(_target: str) -> None:
    from siyu.domains.accounts.jobs import look_at_certifications

    look_at_certifications.enqueue()
