"""Registers this part with Django."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """Django's entry for `realtime`."""

    name = "siyu.platform.realtime"
    label = "realtime"

    def ready(self) -> None:
        """A user's own room is theirs alone."""
        from siyu.platform.realtime.guards import own_room, room_guards

        room_guards.add("user", own_room)
