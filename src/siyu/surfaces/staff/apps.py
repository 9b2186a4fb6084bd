"""Registers this part with Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Django's entry for `staff`."""

    name = "siyu.surfaces.staff"
    label = "staff"
