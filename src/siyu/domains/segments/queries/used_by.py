"""What stands on a segment: other segments, and whatever the domains above hang into `uses`."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.models import Account
from siyu.domains.segments.queries.segments import living, saved_trees
from siyu.domains.segments.tree.expand import users_of
from siyu.domains.segments.types import UsedBy, uses


@dataclass(frozen=True)
class Used:
    """Things of one kind that stand on a segment."""

    label: str | Promise
    things: tuple[UsedBy, ...]


def uses_of(account: Account, slug: str) -> list[Used]:
    """Everything that would break without the segment, by kind; empty when it can be deleted."""
    above = [Used(use.label, tuple(use.find(account, slug))) for _name, use in uses]
    return [used for used in (Used(_("Segments"), _segments_on(account, slug)), *above) if used.things]


def _segments_on(account: Account, slug: str) -> tuple[UsedBy, ...]:
    users = users_of(slug, saved_trees(account))
    names = dict(living(account).filter(slug__in=users).values_list("slug", "name")) if users else {}
    return tuple(UsedBy(names.get(user, user), _url(account, user)) for user in users)


def _url(account: Account, slug: str) -> str:
    return reverse("console:segments:segment", kwargs={"slug": account.slug, "segment": slug})
