"""What people answered: counts by question and result, for the results page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from siyu.domains.quizzes.models import Answering, Quiz

_AT_ONCE: Final = 2_000


@dataclass(frozen=True)
class QuizResults:
    """Counts over all versions: how many began and finished, and who chose what.

    `choices` is keyed by (question, choice), `reached` by question: people who gave an answer to it.
    """

    begun: int
    finished: int
    results: Counter[str]
    choices: Counter[tuple[str, str]]
    reached: Counter[str]


def quiz_results(quiz: Quiz) -> QuizResults:
    """Count every answering of a quiz once, two thousand rows at a time."""
    begun = finished = 0
    results: Counter[str] = Counter()
    choices: Counter[tuple[str, str]] = Counter()
    reached: Counter[str] = Counter()
    for answers, result, is_finished in _rows(quiz):
        begun += 1
        if is_finished:
            finished += 1
            results[result] += 1
        for question, chosen in answers.items():
            reached[question] += 1
            choices.update((question, choice) for choice in chosen)
    return QuizResults(begun, finished, results, choices, reached)


def _rows(quiz: Quiz) -> Iterator[tuple[dict[str, list[str]], str, bool]]:
    rows = Answering.objects.of(quiz.account_id).filter(quiz=quiz).values_list("answers", "result", "finished_at")
    for answers, result, finished_at in rows.iterator(chunk_size=_AT_ONCE):
        yield answers, result, finished_at is not None
