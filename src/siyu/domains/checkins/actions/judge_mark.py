"""Hide the words of a mark after review, or bring them back; the day stays marked."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from siyu.domains.checkins.models import Mark
from siyu.domains.checkins.queries.access import access_campaign, shown_marks
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def describe_mark(target: str) -> Described:
    """A mark as reviewers see it; raises NotFound."""
    mark = _found(target)
    campaign = mark.campaign
    at = {"group": campaign.group.public_id, "campaign": campaign.public_id}
    url = reverse("checkins:campaign", kwargs=at)
    picture = next((asset.url(360) for asset in assets_in_order(mark.pictures[:1])), "")
    return Described(campaign.title, mark.text, mark.user_id, mark.account_id, url, picture)


def check_sees_mark(user: User, target: str) -> None:
    """Raises NotFound for whoever is not in its group, and for words that the group does not read."""
    campaign = _found(target).campaign
    _lead, campaign = access_campaign(user, campaign.group.public_id, campaign.public_id)
    if not shown_marks(campaign, user).filter(public_id=target).exists():
        raise NotFound(target=target)


def hide_mark(target: str, _reason: str) -> None:
    """Its words are read by nobody any more; twice does nothing."""
    with transaction.atomic():
        mark = _found(target)
        Mark.objects.of(mark.account_id).filter(pk=mark.pk, hidden_at=None).update(hidden_at=clock.now())


def show_mark(target: str) -> None:
    """They are read again, or for the first time when they were held."""
    with transaction.atomic():
        mark = _found(target)
        Mark.objects.of(mark.account_id).filter(pk=mark.pk).update(hidden_at=None, held_at=None)


def _found(target: str) -> Mark:
    every = Mark.objects.unscoped("review of a reported mark of any account; the queue checks rights")
    mark: Mark | None = every.select_related("campaign__group").filter(public_id=target).first()
    if mark is None:
        raise NotFound(target=target)
    return mark
