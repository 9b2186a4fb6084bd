"""Change one's profile."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.media.models import Asset
from siyu.domains.members.models import Profile
from siyu.domains.members.rules import tidy
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid

HOLDER: Final = "avatar"
_SHOWN: Final = ("nickname", "bio")


def change_profile(user: User, *, nickname: str, bio: str, city: str, birthday_md: str) -> Profile:
    """Keep the four; names are tidied and screened. Raises Invalid with the field, Muted while the user may not speak.

    A member's log-in is called by the nickname too, so that accounts meet the name that the member chose.
    """
    given = {"nickname": tidy(nickname), "bio": tidy(bio), "city": tidy(city), "birthday_md": birthday_md}
    with transaction.atomic():
        profile, _fresh = Profile.objects.get_or_create(user=user)
        for field in _SHOWN:
            if given[field] and given[field] != getattr(profile, field):
                _check(user, field, given[field])
        for field, value in given.items():
            setattr(profile, field, value)
        profile.save(update_fields=[*given])
        if not user.email and user.name != given["nickname"]:
            user.name = given["nickname"]
            user.save(update_fields=["name"])
    return profile


def change_avatar(user: User, asset: Asset | None) -> Profile:
    """Show this picture of the user's own, or none. Raises Invalid for a video, Muted while the user may not speak."""
    check_may_speak(user)
    if asset is not None and asset.kind != Asset.Kind.PICTURE:
        raise Invalid(_("Choose a picture, not a video."), field="avatar")
    with transaction.atomic():
        profile, _fresh = Profile.objects.get_or_create(user=user)
        hold_assets(user, HOLDER, user.uid, [asset.public_id] if asset else [], public=True)
        profile.avatar = asset
        profile.save(update_fields=["avatar"])
    return profile


def _check(user: User, field: str, text: str) -> None:
    check_may_speak(user)
    if screen_text(None, text).verdict != "pass":
        raise Invalid(_("Please choose other words: these are not allowed here."), field=field)
