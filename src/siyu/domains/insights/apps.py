"""Registers this part with Django."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Django's entry for `insights`."""

    name = "siyu.domains.insights"
    label = "insights"
