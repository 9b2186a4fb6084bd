"""Put up an announcement that waited for review, or take one down: the entry of announcements in the queue."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from siyu.domains.groups.actions.announce import keep_aside, put_up
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import access_group
from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound


def describe_announcement(target: str) -> Described:
    """What waits, else what stands, as reviewers see it; raises NotFound."""
    group = _found(target)
    author = group.held_announcer_id if group.held_announcement else group.announced_by_id
    return Described(
        title=group.name,
        excerpt=group.held_announcement or group.announcement,
        author_id=author or 0,
        account_id=group.account_id,
        url=reverse("groups:announcement", kwargs={"group": group.public_id}),
    )


def hide_announcement(target: str, _reason: str) -> None:
    """Members do not see it: what waits waits no longer, what stands is taken down and kept aside. Twice is once."""
    with transaction.atomic():
        group = _found(target, lock=True)
        if group.held_announcement:
            keep_aside(group, group.held_announcement, group.held_announcer, held_at=None)
        elif group.announcement:
            keep_aside(group, group.announcement, group.announced_by, held_at=None)
            group.announcement = ""
            group.save(update_fields=["announcement"])


def show_announcement(target: str) -> None:
    """Put up what was kept aside, in the name of whoever wrote it; with nothing aside nothing happens."""
    with transaction.atomic():
        group = _found(target, lock=True)
        if group.held_announcement and group.dissolved_at is None:
            put_up(group, group.held_announcement, group.held_announcer)


def check_sees_announcement(user: User, target: str) -> None:
    """Raises NotFound for whoever is not in the group, and where nothing is announced."""
    group, _member = access_group(user, target)
    if not group.announcement:
        raise NotFound(target=target)


def _found(target: str, *, lock: bool = False) -> Group:
    every = Group.objects.unscoped("review of an announcement of any account; the queue checks rights")
    group: Group | None = (every.select_for_update() if lock else every).filter(public_id=target).first()
    if group is None:
        raise NotFound(target=target)
    return group
