"""Take a list of words from a CSV file: word, action, note."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.moderation.models import Word
from siyu.domains.moderation.models.word import WORD_LENGTH
from siyu.domains.moderation.rules import fold_words
from siyu.domains.moderation.types import Reviewer
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_WORDS: Final = 20_000
_AT_ONCE: Final = 500
_VERDICTS: Final = {
    **{value: value for value in Word.Verdict.values},
    "放行": "pass",
    "拦截": "refuse",
    "拒绝": "refuse",
    "审核": "hold",
    "先审": "hold",
}


@dataclass
class Taken:
    """What came of a file: entries taken, and (line, what is wrong) for the others."""

    words: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def import_words(reviewer: Reviewer, raw: bytes) -> Taken:
    """Take every good line; a word that is there gets the new verdict. Raises Invalid for what is no such file."""
    taken, rows = Taken(), {}
    for number, row in enumerate(csv.reader(io.StringIO(_text(raw))), 1):
        cells = [cell.strip().removeprefix("'") for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in {"word", "词", "词语"}):
            continue
        word, said, note = [*cells, "", "", ""][:3]
        folded, verdict = fold_words(word)[:80], _VERDICTS.get(said.lower() or "hold", "")
        if not folded or len(word) > WORD_LENGTH:
            taken.refused.append((number, _("A word has 1 to 40 letters, not only signs.")))
        elif not verdict:
            taken.refused.append((number, _("The action is pass, hold or refuse.")))
        else:
            rows[folded] = (word, verdict, note[:100])
    if len(rows) > MOST_WORDS:
        raise Invalid(_("At most 20,000 words at once."), field="file")
    _write(reviewer, rows)
    taken.words = len(rows)
    return taken


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise Invalid(_("The file is too large: at most 2 MB."), field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(_("This is no CSV file."), field="file")


def _write(reviewer: Reviewer, rows: dict[str, tuple[str, str, str]]) -> None:
    now, account = clock.now(), reviewer.account
    with transaction.atomic():
        folded = list(rows)
        for start in range(0, len(folded), _AT_ONCE):
            Word.objects.filter(account=account, folded__in=folded[start : start + _AT_ONCE]).delete()
        Word.objects.bulk_create(
            [
                Word(
                    account=account, word=word, folded=key, verdict=verdict, note=note, added_by=reviewer.user,
                    added_at=now,
                )
                for key, (word, verdict, note) in rows.items()
            ],
            batch_size=_AT_ONCE,
        )  # fmt: skip
        audit.record(
            account_id=account.pk if account else None, actor_id=reviewer.user.pk, act="words.imported",
            target="words", count=len(rows),
        )  # fmt: skip
