"""Registers this part with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Django's entry for `jobs`."""

    name = "siyu.platform.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Housekeeping is on the schedule."""
        from siyu.platform.jobs import housekeeping

        housekeeping.register()
