"""Registers this part with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's entry for `accounts`."""

    name = "siyu.domains.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Guard the console pages."""
        from siyu.domains.accounts.queries.access import access_desk
        from siyu.platform.http.desk import account_gate

        account_gate.fill(access_desk)
