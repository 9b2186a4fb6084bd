"""Registers this part with Django."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    """Django's entry for `chat`."""

    name = "siyu.domains.chat"
    label = "chat"

    def ready(self) -> None:
        """Guard the rooms, let messages hold pictures, and let them be reported."""
        from functools import partial

        from siyu.domains.chat.actions.forget_words import forget_words
        from siyu.domains.chat.actions.judge_message import (
            check_sees_message,
            describe_message,
            hide_message,
            restore_message,
        )
        from siyu.domains.chat.queries import own_data
        from siyu.domains.chat.queries.access import may_enter
        from siyu.domains.chat.queries.pictures import may_see_picture
        from siyu.domains.chat.rules import HOLDER
        from siyu.domains.media.types import Holder, holders
        from siyu.domains.members.types import Eraser, Export, erasers, exports
        from siyu.domains.moderation.types import Target, targets
        from siyu.platform.realtime import room_guards

        erasers.add("chat", Eraser(110, forget_words))
        exports.add("messages", Export(own_data.messages))
        for kind in ("group", "direct"):
            room_guards.add(kind, partial(may_enter, kind))
        holders.add(HOLDER, Holder(may_see_picture))
        message = cast("str", _("Message"))
        targets.add(HOLDER, Target(message, describe_message, hide_message, restore_message, check_sees_message))
