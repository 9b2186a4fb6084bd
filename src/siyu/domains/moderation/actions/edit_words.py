"""Add words to a list and take them off."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.moderation.models import Word
from siyu.domains.moderation.models.word import WORD_LENGTH
from siyu.domains.moderation.rules import fold_words
from siyu.domains.moderation.types import Reviewer
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit


def add_word(reviewer: Reviewer, word: str, verdict: str, note: str = "") -> Word:
    """Put a word on the reviewer's list; one that is there gets the new verdict. Raises Invalid naming the field."""
    word, folded = word.strip(), fold_words(word)
    if not folded or len(word) > WORD_LENGTH:
        raise Invalid(_("A word has 1 to 40 letters, not only signs."), field="word")
    if verdict not in Word.Verdict.values:
        raise Invalid(_("Please choose what happens with the word."), field="verdict")
    with transaction.atomic():
        Word.objects.filter(account=reviewer.account, folded=folded).delete()
        kept = Word.objects.create(
            account=reviewer.account, word=word, folded=folded[:80], verdict=verdict, note=note.strip()[:100],
            added_by=reviewer.user, added_at=clock.now(),
        )  # fmt: skip
        _record(reviewer, "word.added", kept)
    return kept


def remove_word(reviewer: Reviewer, word_id: int) -> Word:
    """Take a word off the reviewer's list; adding it again is the way back. Raises NotFound."""
    with transaction.atomic():
        word = Word.objects.filter(account=reviewer.account, pk=word_id).first()
        if word is None:
            raise NotFound(word=word_id)
        _record(reviewer, "word.removed", word)
        word.delete()
    return word


def _record(reviewer: Reviewer, act: str, word: Word) -> None:
    account_id = reviewer.account.pk if reviewer.account else None
    audit.record(
        account_id=account_id, actor_id=reviewer.user.pk, act=act, target=f"word:{word.word}", verdict=word.verdict
    )
