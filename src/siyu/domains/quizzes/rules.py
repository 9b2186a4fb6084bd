"""Pure decisions of quizzes: which questions a person meets, whether answers are allowed, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siyu.domains.quizzes.types import Choice, Content, GivenTag, Question, Result

Answers = Mapping[str, Sequence[str]]
"""The ids of the chosen choices by the id of the question."""


@dataclass(frozen=True)
class Outcome:
    """What answers come to: the result, the points, the tags with their days (None: for good)."""

    result: Result
    points: int
    tags: dict[str, int | None]


def fault_of(question: Question, chosen: Sequence[str]) -> str:
    """Why an answer to a question cannot be taken: missing, unknown, too_many; empty when it can."""
    if not chosen:
        return "" if question.optional else "missing"
    if len(set(chosen)) != len(chosen) or not set(chosen) <= {choice.id for choice in question.choices}:
        return "unknown"
    most = 1 if question.kind == "single" else question.most or len(question.choices)
    return "too_many" if len(chosen) > most else ""


def way_of(content: Content, answers: Answers) -> list[Question]:
    """The questions that a person with these answers meets, in order, up to the first that has no answer yet."""
    places = {question.id: place for place, question in enumerate(content.questions)}
    way, place = [], 0
    while place < len(content.questions):
        question = content.questions[place]
        way.append(question)
        if question.id not in answers:
            break
        jumps = [places[choice.goto] for choice in _chosen(question, answers) if choice.goto]
        place = max(jumps, default=place + 1)
    return way


def is_finished(content: Content, answers: Answers) -> bool:
    """Whether every question on the way has an answer that can be taken."""
    return all(
        question.id in answers and not fault_of(question, answers[question.id]) for question in way_of(content, answers)
    )


def outcome_of(content: Content, answers: Answers) -> Outcome:
    """What finished answers come to; answers beside the way (left by going back) do not count.

    By points: the result with the highest `from_points` reached. By votes: the result most choices speak for; a tie
    goes to the one listed first, as does no vote at all. Of two times for one tag the longer counts.
    """
    chosen = [choice for question in way_of(content, answers) for choice in _chosen(question, answers)]
    points = sum(choice.points for choice in chosen)
    result = _by_points(content, points) if content.decided_by == "points" else _by_votes(content, chosen)
    tags: dict[str, int | None] = {}
    for given in (*(tag for choice in chosen for tag in choice.tags), *result.tags):
        tags[given.name] = _longer(tags, given)
    return Outcome(result, points, tags)


def _chosen(question: Question, answers: Answers) -> list[Choice]:
    ids = answers.get(question.id, ())
    return [choice for choice in question.choices if choice.id in ids]


def _by_points(content: Content, points: int) -> Result:
    reached = [one for one in content.results if one.from_points is not None and points >= one.from_points]
    otherwise = next(one for one in content.results if one.from_points is None)
    return max(reached, key=lambda one: one.from_points or 0, default=otherwise)


def _by_votes(content: Content, chosen: Sequence[Choice]) -> Result:
    votes = Counter(choice.result for choice in chosen if choice.result)
    return max(content.results, key=lambda one: votes[one.id])


def _longer(tags: Mapping[str, int | None], given: GivenTag) -> int | None:
    known = tags.get(given.name, 0)
    return None if known is None or given.days is None else max(known, given.days)


WAY: Mapping[str, tuple[str, int]] = {
    "tag": ("advise", 2),
    "advise": ("recommend", 3),
    "recommend": ("close", 3),
    "close": ("keep", 30),
    "keep": ("keep", 30),
    "serve": ("need", 30),
}
"""Step → what follows when nothing was bought, and after how many days; the quiz itself was the first of the five."""
_BOUGHT: tuple[str, int] = ("serve", 3)
ROUNDS_MOST = 3
"""So often one keeps in touch with somebody who does not buy, then lets them be."""


def next_step(step: str, *, bought: bool, rounds: int) -> tuple[str, int] | None:
    """What comes after a step and after how many days; None when the way ends.

    Whoever buys on the way is served and asked how it goes instead of being offered more.
    """
    if bought and step not in {"serve", "need"}:
        return _BOUGHT
    if step == "keep" and rounds >= ROUNDS_MOST:
        return None
    return WAY.get(step)
