"""Registers this part with Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Django's entry for `imports`."""

    name = "siyu.domains.imports"
    label = "imports"
