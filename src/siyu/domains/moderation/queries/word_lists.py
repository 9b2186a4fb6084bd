"""The word lists as one automaton an account: found in one pass over a text, rebuilt when a list changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from django.db.models import Count, Max, Q

from siyu.domains.accounts.models import Account
from siyu.domains.moderation.models import Word
from siyu.domains.moderation.rules import fold_words


@dataclass(frozen=True)
class WordList:
    """What holds in an account: its own entries and the platform's."""

    automaton: AhoCorasick | None
    entries: tuple[tuple[str, str, bool], ...]
    """(word, verdict, whether the platform's) by number of the pattern."""

    def found_in(self, text: str) -> list[tuple[str, str, bool]]:
        """The entries that a text holds, each once, in their order in the text."""
        if self.automaton is None:
            return []
        numbers = (match[0] for match in self.automaton.find_matches_as_indexes(fold_words(text), overlapping=True))
        return [self.entries[number] for number in dict.fromkeys(numbers)]


def word_list(account: Account | None) -> WordList:
    """The list of an account (None: the platform's alone); one small query finds out whether it changed."""
    account_id = account.pk if account else 0
    mine = Word.objects.filter(_of(account_id))
    stamp = mine.aggregate(n=Count("pk"), last=Max("pk"), at=Max("added_at"))
    return _built(account_id, (stamp["n"], stamp["last"], stamp["at"]))


def _of(account_id: int) -> Q:
    return Q(account=None) | Q(account_id=account_id) if account_id else Q(account=None)


@lru_cache(maxsize=256)
def _built(account_id: int, _stamp: tuple[object, ...]) -> WordList:
    rows = list(
        Word.objects.filter(_of(account_id)).order_by("pk").values_list("word", "folded", "verdict", "account_id")
    )
    if not rows:
        return WordList(None, ())
    automaton = AhoCorasick([folded for _, folded, *_ in rows], matchkind=MatchKind.Standard)
    return WordList(automaton, tuple((word, verdict, owner is None) for word, _, verdict, owner in rows))
