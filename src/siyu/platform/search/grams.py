"""Letters and pairs of letters: what is indexed and what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from siyu.kernel.text import plain_letters

_WORD = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[a-z0-9]+|.")


def words(text: str) -> list[str]:
    """The runs of letters and digits of a text, in plain letters."""
    return _WORD.findall(plain_letters(text))


def grams(text: str) -> set[str]:
    """Every letter and every pair of neighbouring letters: a text holds a query only if it has all its pairs."""
    found: set[str] = set()
    for word in words(text):
        found.update(word)
        found.update(_pairs(word))
    return found


def asked(word: str) -> set[str]:
    """What a text must have to hold this word: its pairs, or the letter of a word of one letter."""
    return set(_pairs(word)) or set(word)


def terms(text: str, longest: int = 4) -> set[str]:
    """What may be a word in the text: every run of two to `longest` letters, where a run of ASCII letters or digits is
    one letter (and a word by itself from two on). Chinese has no blanks; who counts terms finds the words among them.
    """
    found: set[str] = set()
    for word in words(text):
        units = _UNIT.findall(word)
        found.update(unit for unit in units if len(unit) > 1)
        for size in range(2, longest + 1):
            found.update("".join(units[place : place + size]) for place in range(len(units) - size + 1))
    return found


def as_ascii(some: Iterable[str]) -> list[str]:
    """Grams as tokens that no tokenizer splits or folds, whatever Unicode it knows."""
    return sorted(map(_token, some))


@lru_cache(maxsize=65_536)
def _token(gram: str) -> str:
    return "z".join(f"{ord(letter):x}" for letter in gram)


def _pairs(word: str) -> list[str]:
    return [word[place : place + 2] for place in range(len(word) - 1)]
