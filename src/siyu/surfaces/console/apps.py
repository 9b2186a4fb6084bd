"""Registers this part with Django."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Django's entry for `console`."""

    name = "siyu.surfaces.console"
    label = "console"
