"""The word list as its editors see it: pages, the file, and a trial of a text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.export_persons import defused
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.models import Word
from siyu.domains.moderation.queries.word_lists import word_list
from siyu.domains.moderation.rules import fold_words
from siyu.domains.moderation.types import Reviewer, Screening
from siyu.kernel.errors import Invalid
from siyu.kernel.paging import Page, decode_id, encode_cursor

PAGE: Final = 50


@dataclass(frozen=True)
class Trial:
    """What the lists say of a text: its folded form, the entries found (word, verdict, platform's), the verdict."""

    text: str
    folded: str
    found: list[tuple[str, str, bool]]
    screening: Screening


def list_words(reviewer: Reviewer, *, words: str, verdict: str, cursor: str) -> Page[Word]:
    """A page of the reviewer's own list, the newest first; words are looked for folded. Raises Invalid."""
    rows = Word.objects.filter(account=reviewer.account).select_related("added_by")
    if folded := fold_words(words):
        rows = rows.filter(folded__contains=folded)
    if verdict in Word.Verdict.values:
        rows = rows.filter(verdict=verdict)
    if cursor:
        try:
            rows = rows.filter(pk__lt=decode_id(cursor))
        except ValueError as broken:
            raise Invalid(field="cursor") from broken
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], next_cursor=encode_cursor(found[PAGE - 1].pk) if len(found) > PAGE else None)


def try_text(account: Account | None, text: str) -> Trial:
    """Screen a text without keeping anything."""
    text = text[:2_000]
    return Trial(text, fold_words(text), word_list(account).found_in(text), screen_text(account, text))


def words_file(reviewer: Reviewer) -> bytes:
    """The reviewer's own list as CSV (UTF-8 with mark): word, action, note; what a spreadsheet would run is defused."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["word", "action", "note"])
    rows = Word.objects.filter(account=reviewer.account).order_by("pk").values_list("word", "verdict", "note")
    writer.writerows([defused(cell) for cell in row] for row in rows.iterator())
    return out.getvalue().encode("utf-8-sig")
