"""Registers this part with Django."""

from django.apps import AppConfig


class FansConfig(AppConfig):
    """Django's entry for `fans`."""

    name = "siyu.domains.fans"
    label = "fans"
