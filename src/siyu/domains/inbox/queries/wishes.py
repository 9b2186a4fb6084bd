"""How a person wants to be told: ways by family, quiet hours, devices."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from siyu.domains.inbox.conf import ALWAYS_LIT, FAMILY_LABELS
from siyu.domains.inbox.models import Device, Preference, QuietHours
from siyu.domains.people.models import User


@dataclass(frozen=True)
class Wish:
    """What a user wants of one family; `may_silence` is False where the app always shows it."""

    family: str
    label: str | Promise
    way: str
    may_silence: bool


def wishes_of(user: User) -> list[Wish]:
    """One wish for each family, in their order."""
    kept = dict(Preference.objects.filter(user=user).values_list("family", "way"))
    return [
        Wish(family, label, kept.get(family, Preference.Way.ALL), family not in ALWAYS_LIT)
        for family, label in FAMILY_LABELS.items()
    ]


def quiet_hours_of(user: User) -> QuietHours | None:
    """The user's quiet hours, if they want any."""
    return QuietHours.objects.filter(user=user).first()


def devices_of(user: User) -> list[Device]:
    """The devices that take pushes, the newest first."""
    return list(Device.objects.filter(user=user).order_by("-since"))
