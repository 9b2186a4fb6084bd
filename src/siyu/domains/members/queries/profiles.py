"""Members as others see them."""

from __future__ import annotations

from collections.abc import Iterable

from siyu.domains.members.models import Profile
from siyu.domains.members.rules import stand_in
from siyu.domains.members.types import Card
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound

_AVATAR_WIDTH = 360


def cards_of(user_ids: Iterable[int]) -> dict[int, Card]:
    """The cards of some users (ids of `people.User`), by id; one query."""
    wanted = set(user_ids)
    if not wanted:
        return {}
    users = User.objects.filter(pk__in=wanted).select_related("profile__avatar")
    return {user.pk: _card(user) for user in users}


def card_of(user: User) -> Card:
    """The card of one user."""
    return cards_of([user.pk])[user.pk]


def profile_of(user: User) -> Profile:
    """The user's profile; an unsaved empty one when there is none yet."""
    found = Profile.objects.select_related("avatar").filter(user=user).first()
    return found or Profile(user=user)


def member_by_uid(uid: str) -> User:
    """The member of a public uid; NotFound for none and for whoever has left."""
    found = User.objects.filter(uid=uid, is_active=True).first()
    if found is None:
        raise NotFound("There is no such member.")
    return found


def _card(user: User) -> Card:
    profile: Profile | None = getattr(user, "profile", None)
    if profile is None or profile.hidden or not user.is_active:
        return Card(user.uid, stand_in(user.uid), "")
    avatar = profile.avatar.url(_AVATAR_WIDTH) if profile.avatar else ""
    return Card(user.uid, profile.nickname or stand_in(user.uid), avatar)
