"""Refuse a text that may not stand where no reviewer looks before it is shown: names, homepages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText


def refuse_text(text: str) -> None:
    """Raise RefusedText when the platform's list refuses or holds a word of it."""
    found = screen_text(None, text)
    if found.verdict != "pass":
        words = "、".join(found.words)
        raise RefusedText(_("These words cannot be used here: %(words)s") % {"words": words}, words=list(found.words))
