"""What the console's pages of quizzes show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Tag
from siyu.domains.groups.models import Group
from siyu.domains.quizzes.models import Quiz
from siyu.domains.quizzes.queries.results import quiz_results
from siyu.domains.quizzes.types import read_content
from siyu.kernel.paging import Page, decode_id, encode_cursor

_PAGE = 30


@dataclass(frozen=True)
class QuizRow:
    """A quiz with how many began and finished it."""

    quiz: Quiz
    begun: int
    finished: int


@dataclass(frozen=True)
class Bar:
    """One line of a chart: words, a count, the tags it gives."""

    words: str
    count: int
    tags: Sequence[str] = ()


@dataclass(frozen=True)
class Asked:
    """One question of the published version: who came to it, what they chose."""

    text: str
    reached: int
    choices: Sequence[Bar]

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((bar.count for bar in self.choices), default=0)


@dataclass(frozen=True)
class Funnel:
    """How far people came; counts over all versions, words of the published one."""

    begun: int
    finished: int
    asked: Sequence[Asked]
    results: Sequence[Bar]

    @property
    def share(self) -> float | None:
        """Who finished of who began."""
        return self.finished / self.begun if self.begun else None


def quiz_page(account: Account, search: str = "", state: str = "", cursor: str = "") -> Page[QuizRow]:
    """A page of quizzes, newest first. Raises ValueError for a broken cursor."""
    rows = Quiz.objects.of(account).order_by("-pk")
    if search:
        rows = rows.filter(Q(title__icontains=search) | Q(intro__icontains=search))
    if state in Quiz.State.values:
        rows = rows.filter(state=state)
    if cursor:
        before = decode_id(cursor)
        rows = rows.filter(pk__lt=before)
    done = Count("answerings", filter=Q(answerings__finished_at__isnull=False))
    found = list(rows.annotate(begun=Count("answerings"), finished=done)[: _PAGE + 1])
    shown = [QuizRow(quiz, quiz.begun, quiz.finished) for quiz in found[:_PAGE]]
    return Page(shown, encode_cursor(shown[-1].quiz.pk) if len(found) > _PAGE else None)


def funnel_of(quiz: Quiz) -> Funnel:
    """The figures of a quiz; empty questions for a draft that was never published."""
    counted = quiz_results(quiz)
    if quiz.version is None:
        return Funnel(counted.begun, counted.finished, (), ())
    content = read_content(quiz.version.content)
    asked = [
        Asked(
            question.text,
            counted.reached[question.id],
            [
                Bar(choice.text, counted.choices[question.id, choice.id], [tag.name for tag in choice.tags])
                for choice in question.choices
            ],
        )
        for question in content.questions
    ]
    results = [Bar(one.title, counted.results[one.id], [tag.name for tag in one.tags]) for one in content.results]
    return Funnel(counted.begun, counted.finished, asked, results)


def tag_names(account: Account) -> list[str]:
    """Tags in use, for suggestions."""
    return list(Tag.objects.of(account).order_by("name").values_list("name", flat=True)[:200])


def group_choices(account: Account) -> list[dict[str, str]]:
    """Living groups that a result can lead into."""
    rows = Group.objects.of(account).filter(dissolved_at=None).order_by("name")
    return [{"id": public_id, "name": name} for public_id, name in rows.values_list("public_id", "name")[:100]]
