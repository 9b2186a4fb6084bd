"""Long work of fans: the rebuild of all standings every night, and bulk tagging of all who match."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.tag_many import tag_many
from siyu.domains.fans.actions.untag_many import untag_many
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.people.models import User
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


def rebuild_later(account_id: int | str) -> None:
    """Queue the rebuild of an account."""
    rebuild_account.enqueue(int(account_id))


def every_account() -> Iterable[tuple[str, str]]:
    """Targets of the nightly rebuild: each account by its own clock."""
    return [(str(pk), zone) for pk, zone in Account.objects.values_list("pk", "time_zone")]


def start_bulk(desk: Desk, name: str, filters: PersonFilters, *, taking_off: bool) -> str:
    """Queue the tagging (or the opposite) of all who match; answers the key of its progress. Raises Forbidden."""
    desk.require("fans.edit")
    key = f"fans.bulk.{new_id()}"
    with transaction.atomic():
        JobProgress.objects.create(key=key, account_id=desk.account.pk, step="tagging")
        bulk_tag.enqueue(key, desk.account.pk, desk.user.pk, name, filters.to_query(), taking_off)
    return key


@task()
def bulk_tag(key: str, account_id: int, user_id: int, name: str, query: dict[str, Any], taking_off: bool) -> None:
    """Tag (or untag) all who match; safe to begin again: who wears the tag is passed over."""
    progress = Progress(key, account_id)
    progress.start(step="tagging")
    try:
        desk = access_desk(User.objects.get(pk=user_id), Account.objects.get(pk=account_id).slug)
        batch = (untag_many if taking_off else tag_many)(desk, name, filters=PersonFilters.from_query(query))
    except SiyuError as refused:
        progress.fail(refused.message)
        return
    progress.finish(persons=batch.persons, tag=batch.tag, undo_token=batch.undo_token, taking_off=taking_off)
