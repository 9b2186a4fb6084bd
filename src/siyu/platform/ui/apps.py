"""Registers this part with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Django's entry for `ui`."""

    name = "siyu.platform.ui"
    label = "ui"
