"""Registers this part with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Django's entry for `outbox`."""

    name = "siyu.platform.outbox"
    label = "outbox"
