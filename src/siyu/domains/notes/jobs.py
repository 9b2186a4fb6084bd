"""Background work of notes: appearing at the set time, erasing what was deleted long ago, feeds."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.notes.actions import publish_due as publishing
from siyu.domains.notes.actions.feed_notes import rebuild_feed
from siyu.domains.notes.actions.make_edition import make_edition
from siyu.domains.notes.actions.remove_note import forget_deleted_notes


@task()
def publish_when_due(public_id: str) -> bool:
    """Publish one scheduled note; queued to run at its time."""
    return publishing.publish_due(public_id)


@task()
def tidy() -> int:
    """Every night: publish what a lost waking left behind, erase what was deleted 30 days ago."""
    return publishing.publish_all_due() + forget_deleted_notes()


@task()
def next_edition() -> int:
    """Make the next edition of discover and featured."""
    return int(make_edition().pk)


@task()
def rebuild_feeds() -> int:
    """Every night: feeds as notes, counters and followers make them."""
    found = rebuild_feed()
    make_edition()
    return found
