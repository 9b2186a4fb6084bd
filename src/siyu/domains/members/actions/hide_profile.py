"""Hide a reported profile, and bring it back: what reviewers can do with one."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext_lazy as _

from siyu.domains.members.models import Profile
from siyu.domains.members.queries.profiles import member_by_uid, profile_of
from siyu.domains.members.rules import stand_in
from siyu.domains.moderation.types import Described, Target
from siyu.domains.people.models import User


def describe(uid: str) -> Described:
    """The profile as reviewers see it; raises NotFound."""
    user = member_by_uid(uid)
    profile = profile_of(user)
    picture = profile.avatar.url() if profile.avatar else ""
    name = profile.nickname or stand_in(uid)
    return Described(name, profile.bio, user.pk, 0, f"/u/{uid}/", picture)


def hide(uid: str, _reason: str) -> None:
    """Others see the stand-in name and no picture."""
    Profile.objects.update_or_create(user=member_by_uid(uid), defaults={"hidden": True})


def restore(uid: str) -> None:
    """Others see it again."""
    Profile.objects.filter(user__uid=uid).update(hidden=False)


def check_sees(_user: User, uid: str) -> None:
    """Everybody sees profiles; raises NotFound where there is none."""
    member_by_uid(uid)


TARGET = Target(cast("str", _("Member")), describe, hide, restore, check_sees)
