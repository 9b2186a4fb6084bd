"""Where a member was lately: the notes they looked at and whose they were, and what other domains know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from siyu.domains.notes.models import Note, NoteView
from siyu.platform.ui.recent import RecentThing, sources

_LOOKED_AT: Final = 60


def recent_things(user: Any, most: int) -> list[RecentThing]:
    """Of every source, the last first; each place once."""
    found = [thing for _name, things in sources for thing in things(user, most)]
    ordered = sorted(found, key=lambda thing: thing.at, reverse=True)
    return list({thing.url: thing for thing in reversed(ordered)}.values())[::-1][:most]


def notes_looked_at(user: Any, most: int) -> Iterable[RecentThing]:
    """The notes a member looked at last, and the accounts they are of. One query."""
    views = NoteView.objects.filter(user=user, note__state=Note.State.PUBLISHED).select_related(
        "note__account", "note__cover"
    )
    seen: set[int] = set()
    for view in views.order_by("-at")[: max(most, _LOOKED_AT)]:
        note = view.note
        picture = note.cover.url(360) if note.cover else ""
        yield RecentThing("note", note.title or note.text[:12], note.address, view.at, picture)
        if note.account_id not in seen:
            seen.add(note.account_id)
            yield RecentThing("account", note.account.name, f"/a/{note.account.slug}/", view.at)
