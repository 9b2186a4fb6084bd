"""Which accounts the words of a note name."""

from __future__ import annotations

from siyu.domains.notes.actions.appearing import mentioned_accounts
from siyu.domains.notes.models import Note
from siyu.domains.notes.rules import mentions_in


def slugs_named(note: Note) -> dict[str, str]:
    """Name after @ → short name of the account; no query where nobody is named."""
    return {name: account.slug for name, account in mentioned_accounts(mentions_in(note.text)).items()}
