"""Screen a text before it is shown."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.moderation.models import Word
from siyu.domains.moderation.queries.word_lists import word_list
from siyu.domains.moderation.types import Screening

_REFUSE, _HOLD, _PASS = (verdict.value for verdict in (Word.Verdict.REFUSE, Word.Verdict.HOLD, Word.Verdict.PASS))


def screen_text(account: Account | None, text: str) -> Screening:
    """What the word lists of the platform and of the account say of a text; without lists everything passes.

    The heaviest verdict counts. An account's own "pass" frees a word that the platform holds, not one that it refuses.
    """
    found = word_list(account).found_in(text)
    freed = {word for word, verdict, of_platform in found if verdict == _PASS and not of_platform}
    refused = tuple(word for word, verdict, _ in found if verdict == _REFUSE)
    if refused:
        return Screening("refuse", refused)
    held = tuple(word for word, verdict, of_platform in found if verdict == _HOLD and word not in freed)
    return Screening("hold", held) if held else Screening("pass")
