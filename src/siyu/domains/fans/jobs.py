"""Long work of fans: the rebuild of all standings every night, and bulk tagging of all who match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.tag_many import AT_ONCE, tag_many
from siyu.domains.fans.actions.undo_bulk import bulk_size, undo_bulk
from siyu.domains.fans.actions.untag_many import untag_many
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.fans.types import TagBatch
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import SiyuError
from siyu.kernel.ids import new_id
from siyu.platform.jobs.models import JobProgress
from siyu.platform.jobs.progress import Progress


@task()
def rebuild_account(account_id: int) -> None:
    """Rebuild the standings of one account and measure its ruler anew; grace and silence have moved on overnight."""
    from siyu.domains.fans.actions.rebuild_standings import rebuild_standings  # polars: not for the web

    account = Account.objects.filter(pk=account_id).first()
    if account is not None:
        rebuild_standings(account)


@task()
def expire_account(account_id: int) -> None:
    """Let the tags of one account fall off whose time is over."""
    from siyu.domains.fans.actions.expire_tags import expire_tags  # brings Arrow along: not for light processes

    account = Account.objects.filter(pk=account_id).first()
    if account is not None:
        expire_tags(account)


def expire_later(account_id: int | str) -> None:
    """Queue the expiry of an account's tags."""
    expire_account.enqueue(int(account_id))


def rebuild_later(account_id: int | str) -> None:
    """Queue the rebuild of an account."""
    rebuild_account.enqueue(int(account_id))


def every_account() -> Iterable[tuple[str, str]]:
    """Targets of the nightly rebuild: each account by its own clock."""
    return [(str(pk), zone) for pk, zone in Account.objects.values_list("pk", "time_zone")]


def start_bulk(desk: Desk, name: str, filters: PersonFilters, *, taking_off: bool) -> str:
    """Queue the tagging (or the opposite) of all who match; answers the key of its progress. Raises Forbidden."""
    desk.require("fans.edit")
    key, at_ms = f"fans.bulk.{new_id()}", clock.to_ms(clock.now())
    with transaction.atomic():
        JobProgress.objects.create(key=key, account_id=desk.account.pk, step="tagging")
        bulk_tag.enqueue(key, desk.account.pk, desk.user.pk, name, filters.to_query(), taking_off, at_ms)
    return key


def start_undo(desk: Desk, token: str) -> TagBatch:
    """Undo a bulk act: a small one now, a large one queued; the answer then has the key. Raises Forbidden, Invalid."""
    if bulk_size(desk, token) <= AT_ONCE:
        return undo_bulk(desk, token)
    desk.require("fans.edit")
    key = f"fans.undo.{new_id()}"
    with transaction.atomic():
        JobProgress.objects.create(key=key, account_id=desk.account.pk, step="undoing")
        bulk_undo.enqueue(key, desk.account.pk, desk.user.pk, token)
    return TagBatch(tag="", persons=0, undo_token="", job_key=key)


@task()
def bulk_tag(
    key: str, account_id: int, user_id: int, name: str, query: dict[str, Any], taking_off: bool, at_ms: int
) -> None:
    """Tag (or untag) all who match. Begun again it goes on: who was done is passed over, the undo covers all."""
    with _told(key, account_id, "tagging") as progress:
        act = untag_many if taking_off else tag_many
        filters, at = PersonFilters.from_query(query), clock.from_ms(at_ms)
        batch = act(_desk(account_id, user_id), name, filters=filters, at=at, tell=progress.advance)
        progress.finish(persons=batch.persons, tag=batch.tag, undo_token=batch.undo_token, taking_off=taking_off)


@task()
def bulk_undo(key: str, account_id: int, user_id: int, token: str) -> None:
    """Undo a bulk act; begun again it goes on."""
    with _told(key, account_id, "undoing") as progress:
        batch = undo_bulk(_desk(account_id, user_id), token, tell=progress.advance)
        progress.finish(persons=batch.persons, tag=batch.tag, undo_token="", undone=True)


@contextmanager
def _told(key: str, account_id: int, step: str) -> Iterator[Progress]:
    """A job's progress; a refusal ends it with the reason, an error is said too and goes on its way."""
    progress = Progress(key, account_id)
    progress.start(step=step)
    try:
        yield progress
    except SiyuError as refused:
        progress.fail(refused.message)
    except Exception:
        progress.fail(gettext("Something went wrong. What was done so far stays; try again."))
        raise


def _desk(account_id: int, user_id: int) -> Desk:
    """The desk of who asked, with the rights they have now."""
    return access_desk(User.objects.get(pk=user_id), Account.objects.get(pk=account_id).slug)
