"""What feeds and search do when others state something."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from siyu.domains.facts.kinds import KINDS
from siyu.domains.notes.actions.feed_notes import feed_notes, warm_notes
from siyu.domains.notes.actions.make_edition import make_edition
from siyu.domains.notes.models import Edition
from siyu.kernel import clock
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

FRESH: Final = timedelta(seconds=20)
_ACTS: Final = [KINDS[f"note.{act}"].code for act in ("viewed", "liked", "collected", "commented", "shared")]


def follow_notes(messages: list[OutboxMessage]) -> None:
    """Notes appeared, changed or vanished: feeds and search follow, and a new edition shows them."""
    feed_notes({str(message.payload["note"]) for message in messages})
    if not Edition.objects.filter(made_at__gt=clock.now() - FRESH).exists():
        make_edition()


def follow_acts(messages: list[OutboxMessage]) -> None:
    """Members did something with notes: these become hotter, or cooler."""
    import pyarrow as pa
    import pyarrow.compute as pc

    acted_on: set[str] = set()
    wanted = pa.array(_ACTS, pa.uint16())
    for message in messages:
        if message.batch is not None:
            facts = unpack(message.batch)
            of_notes = facts.filter(pc.is_in(facts["kind"], value_set=wanted))
            acted_on.update(of_notes["object_id"].to_pylist())
    if acted_on:
        warm_notes(acted_on)
