"""Registers this part with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Django's entry for `people`."""

    name = "siyu.domains.people"
    label = "people"

    def ready(self) -> None:
        """Who asked for codes is forgotten every night."""
        from siyu.platform.jobs.schedule import daily

        daily("people.forget_codes", 19, _forget_codes_later)


def _forget_codes_later(target: str) -> None:
    from siyu.domains.people.jobs import forget_codes_later

    forget_codes_later(target)
