"""Registers this part with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Django's entry for `outbox`."""

    name = "siyu.platform.outbox"
    label = "outbox"

    def ready(self) -> None:
        """The event store hears all facts."""
        from siyu.platform.outbox import relay

        relay.register()
