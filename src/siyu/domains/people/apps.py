"""Registers this part with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Django's entry for `people`."""

    name = "siyu.domains.people"
    label = "people"
