"""Registers this part with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Django's entry for `search`."""

    name = "siyu.platform.search"
    label = "search"
