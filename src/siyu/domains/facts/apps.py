"""Registers this part with Django."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """Django's entry for `facts`."""

    name = "siyu.domains.facts"
    label = "facts"
