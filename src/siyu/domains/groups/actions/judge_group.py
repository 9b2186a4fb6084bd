"""Hide a group after review, or bring it back: the entry of groups among what can be reported."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import access_group, access_joinable
from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def describe_group(target: str) -> Described:
    """A group as reviewers see it; raises NotFound."""
    group = _rows(target).select_related("avatar").first()
    if group is None:
        raise NotFound(target=target)
    return Described(
        title=group.name,
        excerpt="\n".join(filter(None, (group.intro, group.announcement, group.rules)))[:500],
        author_id=0,
        account_id=group.account_id,
        url=reverse("groups:group", kwargs={"group": group.public_id}),
        picture=group.avatar.url(360) if group.avatar else "",
        by_account=True,
    )


def check_sees_group(user: User, target: str) -> None:
    """Raises NotFound for whoever is neither in the group nor sees it from outside."""
    try:
        access_group(user, target)
    except NotFound:
        access_joinable(user, target)


def hide_group(target: str, _reason: str) -> None:
    """Nobody finds or joins it any more; who is in stays. Twice does nothing."""
    _rows(target).filter(hidden_at=None).update(hidden_at=clock.now())


def restore_group_listing(target: str) -> None:
    """Let it be found again; twice does nothing."""
    _rows(target).update(hidden_at=None)


def _rows(target: str) -> QuerySet[Group]:
    rows: QuerySet[Group] = Group.objects.unscoped("review of a reported group of any account; the queue checks rights")
    return rows.filter(public_id=target)
