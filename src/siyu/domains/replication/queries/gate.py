"""The gate of a group as its page shows it: questions with evidence and answers, whom one may choose, clones so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.replication import conf
from siyu.domains.replication.models import GateAnswer, Replication
from siyu.domains.replication.queries.evidence import evidence_of
from siyu.domains.replication.queries.tuned import replication_conf
from siyu.domains.replication.queries.words import FIGURE_LABELS, QUESTION_LABELS
from siyu.domains.replication.rules.gate import QUESTIONS, Figure, figures_of, lights_of, values_of, what_is_missing
from siyu.domains.replication.types import Evidence, Seed


@dataclass(frozen=True)
class Measured:
    """One figure with its words: its name, how it was counted."""

    figure: Figure
    label: str | Promise
    counted: str


@dataclass(frozen=True)
class QuestionRow:
    """One question: its figures, whether its evidence is met, and the answer."""

    name: str
    label: str | Promise
    asks: str | Promise
    met: bool
    figures: tuple[Measured, ...]
    answer: GateAnswer | None


@dataclass(frozen=True)
class Gate:
    """All that the page says: `unanswered` and `unmet` are what stands between the group and a clone."""

    questions: tuple[QuestionRow, ...]
    evidence: Evidence
    unanswered: tuple[str, ...]
    unmet: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether the group may be cloned without anyone's override."""
        return not self.unanswered and not self.unmet


def gate_of(desk: Desk, group: Group) -> Gate:
    """The gate of a group whose access was checked. Raises StoreError."""
    evidence, tuned, answers = evidence_of(desk.account, group), replication_conf(desk.account), answers_of(group)
    figures = figures_of(values_of(evidence), tuned.wanted)
    lights = lights_of(figures)
    texts = {question: one.text for question, one in answers.items()}
    unanswered, unmet = what_is_missing(texts, lights, override=False)
    numbers = {**asdict(tuned.counting), "days": conf.WINDOW_DAYS}
    rows = tuple(
        QuestionRow(
            name, *QUESTION_LABELS[name], lights[name],
            tuple(
                Measured(one, FIGURE_LABELS[one.name][0], FIGURE_LABELS[one.name][1] % numbers) for one in figures[name]
            ),
            answers.get(name),
        )
        for name in QUESTIONS
    )  # fmt: skip
    return Gate(rows, evidence, unanswered, unmet)


def answers_of(group: Group) -> dict[str, GateAnswer]:
    """Question → the answer of today."""
    rows = GateAnswer.objects.of(group.account_id).filter(group=group).select_related("by")
    return {one.question: one for one in rows}


def clones_of(group: Group) -> QuerySet[Replication]:
    """The clones made of a group, the newest first; dissolved for good ones too."""
    rows: QuerySet[Replication] = Replication.objects.of(group.account_id).filter(source=group)
    return rows.select_related("clone", "by").order_by("-pk")


def leaders_to_choose(group: Group, seeds: Sequence[Seed]) -> QuerySet[GroupMember]:
    """Who may lead a clone beside staff who make it: those who lead the group, its volunteers, its core."""
    rows = GroupMember.objects.of(group.account_id).filter(group=group, state=GroupMember.State.ACTIVE)
    leads, core = ~Q(role=GroupMember.Role.MEMBER), Q(user__uid__in=[one.uid for one in seeds])
    found: QuerySet[GroupMember] = rows.filter(leads | core).select_related("user").order_by("pk")
    return found
