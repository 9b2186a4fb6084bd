"""When the gate opens: figures against thresholds, answers, and the owner's override. Pure decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from siyu.domains.replication.conf import ANSWER_LEAST, ANSWER_MOST
from siyu.domains.replication.types import Evidence

QUESTIONS: Final = ("self_organisation", "core", "culture")


@dataclass(frozen=True)
class Threshold:
    """One figure of a question: from which value on it is met, and the bounds within which an account may tune it."""

    name: str
    question: str
    wanted: float
    least: float
    most: float
    kind: Literal["count", "share"] = "count"


THRESHOLDS: Final = (
    Threshold("unled_share", "self_organisation", 0.6, 0.05, 1.0, "share"),
    Threshold("starters", "self_organisation", 2, 1, 50),
    Threshold("conversations", "self_organisation", 4, 1, 500),
    Threshold("seeds", "core", 3, 1, 100),
    Threshold("seed_share", "core", 0.2, 0.01, 1.0, "share"),
    Threshold("seed_tenure", "core", 28, 0, 730),
    Threshold("own_words", "culture", 5, 1, 50),
    Threshold("nickname_share", "culture", 0.2, 0.01, 1.0, "share"),
    Threshold("rituals", "culture", 1, 1, 10),
)


@dataclass(frozen=True)
class Counting:
    """How evidence is counted. Core: active on `core_days` of the window. A conversation: messages with pauses of at
    most `pause_minutes`, `talk_messages` of them by `talk_people`. An own word: in `word_uses` messages by
    `word_people`. A ritual: a play started in `ritual_weeks` different weeks, or `ritual_marks` days with check-ins of
    `ritual_people`.
    """

    core_days: int = 8
    pause_minutes: int = 30
    talk_messages: int = 5
    talk_people: int = 2
    word_uses: int = 5
    word_people: int = 3
    ritual_weeks: int = 3
    ritual_marks: int = 10
    ritual_people: int = 3


@dataclass(frozen=True)
class Figure:
    """One measured figure: its value (None: nothing can be said), what was wanted, and whether it is met."""

    name: str
    value: float | None
    wanted: float
    kind: str

    @property
    def met(self) -> bool:
        """Whether it reaches its threshold; what cannot be said is not met."""
        return self.value is not None and self.value >= self.wanted


def share(part: int, whole: int) -> float | None:
    """The part of the whole; None where there is nothing to have a part of."""
    return part / whole if whole else None


def middle(values: Sequence[int]) -> float | None:
    """The median; None of nothing."""
    return float(median(values)) if values else None


def values_of(evidence: Evidence) -> dict[str, float | None]:
    """Name of a threshold → what was measured."""
    running, core, culture = evidence.self_running, evidence.core, evidence.culture
    return {
        "unled_share": share(running.unled, running.said),
        "starters": len(running.starters),
        "conversations": running.conversations,
        "seeds": len(core.seeds),
        "seed_share": share(sum(one.messages for one in core.seeds), core.messages),
        "seed_tenure": middle([one.tenure for one in core.seeds]),
        "own_words": len(culture.words) if culture.compared else None,
        "nickname_share": share(culture.named, culture.members),
        "rituals": len(culture.rituals),
    }


def figures_of(values: Mapping[str, float | None], wanted: Mapping[str, float]) -> dict[str, tuple[Figure, ...]]:
    """Question → its figures, in the order of `THRESHOLDS`."""
    return {
        question: tuple(
            Figure(one.name, values[one.name], wanted[one.name], one.kind)
            for one in THRESHOLDS
            if one.question == question
        )
        for question in QUESTIONS
    }


def lights_of(figures: Mapping[str, Sequence[Figure]]) -> dict[str, bool]:
    """Question → whether its evidence is met: every one of its figures."""
    return {question: all(one.met for one in figures[question]) for question in QUESTIONS}


def fits_length(text: str) -> bool:
    """Whether an answer or a reason says enough and not too much; blanks do not count as letters."""
    return len("".join(text.split())) >= ANSWER_LEAST and len(text) <= ANSWER_MOST


def what_is_missing(
    answers: Mapping[str, str], lights: Mapping[str, bool], *, override: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Questions without a sufficient answer, and questions whose evidence is not met and not overridden.

    Both empty: the group may be cloned. Nothing stands for an answer.
    """
    unanswered = tuple(one for one in QUESTIONS if not fits_length(answers.get(one, "")))
    unmet = tuple(one for one in QUESTIONS if not lights[one] and not override)
    return unanswered, unmet
