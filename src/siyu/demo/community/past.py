"""What was said in the demo's groups before today: each has a rhythm of its own, so that their health differs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Final

from siyu.demo.community.past_words import EVERY_DAY
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.models import Group
from siyu.domains.people.models import User
from siyu.kernel import clock

_LIVELY_DAY: Final = 5
_BURST: Final = 9
_SPEAKERS: Final = 7


def talk_before(group: Group, rhythm: str, inside: list[User], seed: random.Random) -> list[User]:
    """Talk by the group's rhythm up to yesterday, in the order of time; answers who is still inside.

    `lively`: on every day of a week. `bursts`: much on one day of a week. `leaving`: a little, and every fourth
    leaves. Anything else: nothing.
    """
    now, lines = clock.now(), cycle(EVERY_DAY)
    for _skip in range(seed.randrange(len(EVERY_DAY))):
        next(lines)
    speakers = inside[2 : 2 + _SPEAKERS]  # those who log in to look at the demo said nothing yet
    for number, (days_ago, speaker) in enumerate(_turns(rhythm, speakers, seed)):
        with clock.replaying(now - timedelta(days=days_ago) + timedelta(minutes=2 * number % 300)):
            send_message(speaker, group.public_id, Draft(text=next(lines), nonce=f"past-{number}"))
    if rhythm != "leaving":
        return inside
    gone = inside[3::4]
    for number, user in enumerate(gone):
        with clock.replaying(now - timedelta(days=1 + number % 4)):
            leave_group(user, group.public_id)
    return [user for user in inside if user not in gone]


def _turns(rhythm: str, speakers: list[User], seed: random.Random) -> Iterator[tuple[int, User]]:
    """Days ago and who speaks, the oldest first."""
    days = {"lively": range(7, 0, -1), "bursts": (16, 9, 2), "leaving": (12, 6)}.get(rhythm, ())
    each = {"lively": _LIVELY_DAY, "bursts": _BURST}.get(rhythm, 2)
    if not speakers:
        return
    for day in days:
        for turn in range(each):
            yield day, speakers[(turn + seed.randrange(2)) % len(speakers)]
