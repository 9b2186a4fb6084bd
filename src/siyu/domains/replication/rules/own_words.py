"""Which words are a group's own: terms it uses markedly more than others do, by log-odds. Pure decisions.

Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008): each term's odds here and elsewhere
are drawn towards the odds in all messages together, and the difference is divided by its standard error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import Final

from siyu.domains.replication.conf import TERM_LETTERS
from siyu.domains.replication.rules.gate import Counting
from siyu.domains.replication.types import OwnWord

SURE: Final = 2.0
"""Standard errors by which a term must stand out."""
PRIOR: Final = 0.1
"""Weight of the prior: a tenth of all the talk. A word unheard elsewhere needs some eight uses to stand out."""
_PARTICLES: Final = frozenset("的了吗呢吧啊呀哦嗯嘛着过")
"""No word begins or ends with one of these."""
_WITHIN: Final = 0.8
"""A term that mostly stands within a longer one is a part of that one, no word."""


def z_score(here: int, all_here: int, elsewhere: int, all_elsewhere: int) -> float:
    """By how many standard errors a term stands out here; 0 where one side says nothing."""
    whole = all_here + all_elsewhere
    if not all_here or not all_elsewhere or not 0 < here + elsewhere < whole:
        return 0.0
    weight, prior = PRIOR * (here + elsewhere), PRIOR * whole
    odds_here = (here + weight) / (all_here + prior - here - weight)
    odds_there = (elsewhere + weight) / (all_elsewhere + prior - elsewhere - weight)
    return (log(odds_here) - log(odds_there)) / sqrt(1 / (here + weight) + 1 / (elsewhere + weight))


def own_words(
    here: Iterable[tuple[int | None, Iterable[str]]],
    elsewhere: Mapping[str, int],
    counting: Counting,
    longest: int = TERM_LETTERS,
) -> list[OwnWord]:
    """The terms that are a group's own, the surest first. `here`: (who, the terms of a message); `elsewhere`: counts.

    A term counts once a message, so that nobody makes a word by repeating it in one breath. Terms come one letter
    longer than words may be (`longest`), to tell a word from a piece of something longer.
    """
    uses: Counter[str] = Counter()
    people: dict[str, set[int | None]] = defaultdict(set)
    for who, terms in here:
        for term in set(terms):
            uses[term] += 1
            people[term].add(who)
    all_here, all_elsewhere, pieces = sum(uses.values()), sum(elsewhere.values()), _pieces(uses)
    found = [
        OwnWord(term, n, elsewhere.get(term, 0), len(people[term]), score)
        for term, n in uses.items()
        if n >= counting.word_uses
        and len(people[term]) >= counting.word_people
        and len(term) <= longest
        and term not in pieces
        and not _PARTICLES & {term[0], term[-1]}
        and (score := z_score(n, all_here, elsewhere.get(term, 0), all_elsewhere)) >= SURE
    ]
    return sorted(found, key=lambda one: (-one.score, one.term))


def _pieces(uses: Mapping[str, int]) -> set[str]:
    """The terms that mostly stand within a longer one: of 「老枞水仙」 「枞水」 is a piece, 「水仙」 perhaps not."""
    return {
        part for term, n in uses.items() for part in (term[1:], term[:-1]) if part in uses and n >= uses[part] * _WITHIN
    }
