"""Publish the draft of the homepage, and take an earlier version back as the draft."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.actions.change_homepage import change_draft
from siyu.domains.accounts.actions.keep_pictures import keep_pictures
from siyu.domains.accounts.errors import ChangedMeanwhile
from siyu.domains.accounts.models import Homepage, HomepageVersion
from siyu.domains.accounts.queries.homepage import version_of
from siyu.domains.accounts.types import Desk
from siyu.kernel import clock
from siyu.platform import audit


def publish_homepage(desk: Desk, revision: int) -> HomepageVersion:
    """Show the draft to everyone; `revision` is the draft that was looked at. The same draft twice is one version.

    Raises Forbidden, ChangedMeanwhile when a colleague changed the draft after it was looked at.
    """
    with transaction.atomic():
        homepage = change_draft(desk, lambda blocks: blocks)  # takes the lock; makes the row where there is none
        if revision != homepage.revision:
            raise ChangedMeanwhile(
                _("A colleague has changed the draft meanwhile. Look at it, then publish."), revision=homepage.revision
            )
        last: HomepageVersion | None = HomepageVersion.objects.of(desk.account).order_by("-number").first()
        if last is not None and homepage.version_id == last.pk and last.blocks == homepage.draft:
            return last
        made: HomepageVersion = HomepageVersion.objects.create(
            account=desk.account, homepage=homepage, number=last.number + 1 if last else 1, blocks=homepage.draft,
            published_at=clock.now(), published_by=desk.user,
        )  # fmt: skip
        _point(homepage, made)
        keep_pictures(desk.user, homepage)
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="homepage.published",
            target=f"account:{desk.account.pk}", version=made.number,
        )  # fmt: skip
    return made


def restore_version(desk: Desk, number: int) -> Homepage:
    """Make an earlier version the draft again; visitors see it once it is published. Raises Forbidden, NotFound."""
    desk.require("homepage.edit")
    found = version_of(desk.account, number)
    with transaction.atomic():
        homepage = change_draft(desk, lambda _blocks: list(found.blocks))
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="homepage.restored",
            target=f"account:{desk.account.pk}", version=number,
        )  # fmt: skip
    return homepage


def _point(homepage: Homepage, version: HomepageVersion) -> None:
    homepage.version = version
    homepage.save(update_fields=["version"])
