"""What the member's pages of a quiz show: where they stand, one question, their result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.media.types import CHOICES, CardChoice
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.domains.quizzes.rules import way_of
from siyu.domains.quizzes.types import Content, Question, Result, pictures_in, prizes, read_content
from siyu.kernel.errors import NotFound
from siyu.platform.posters.draw import Poster, draw_poster

_WIDTH = 720


@dataclass(frozen=True)
class Standing:
    """Where a member stands in a quiz: an answering that goes on, and the newest finished one."""

    going: Answering | None
    done: Answering | None


@dataclass(frozen=True)
class Step:
    """One question as a screen: its place (from 1) of about `of`, what was chosen, where back leads (empty: start)."""

    question: Question
    number: int
    of: int
    chosen: Sequence[str]
    back: str
    pictures: dict[str, str]


def standing_of(user: Any, quiz: Quiz) -> Standing:
    """Two queries; nothing for whoever is not logged in."""
    if not user.is_authenticated:
        return Standing(None, None)
    mine = Answering.objects.of(quiz.account_id).filter(quiz=quiz, user_id=user.pk)
    going = mine.filter(finished_at=None).select_related("version").first()
    return Standing(going, mine.exclude(finished_at=None).order_by("-pk").first())


def step_of(answering: Answering, at: str = "") -> Step:
    """The question of id `at` when it is on the member's way, else the first without an answer."""
    content = read_content(answering.version.content)
    way = way_of(content, answering.answers)
    place = next((n for n, question in enumerate(way) if question.id == at), len(way) - 1)
    question = way[place]
    behind = len(content.questions) - 1 - content.questions.index(way[-1])
    return Step(
        question=question,
        number=place + 1,
        of=len(way) + behind,
        chosen=answering.answers.get(question.id, ()),
        back=way[place - 1].id if place else "",
        pictures=picture_urls(question.model_dump()),
    )


def result_of(answering: Answering) -> Result:
    """The result card of a finished answering; NotFound before."""
    content: Content = read_content(answering.version.content)
    found = next((one for one in content.results if one.id == answering.result), None)
    if answering.finished_at is None or found is None:
        raise NotFound(_("This quiz is not finished yet."))
    return found


def picture_urls(content: Any, *more: str) -> dict[str, str]:
    """Public id → address, of every picture in a content and of some more. One query."""
    wanted = [*pictures_in(content), *(name for name in more if name)]
    return {asset.public_id: asset.url(_WIDTH) for asset in assets_in_order(wanted)}


def prizes_of(answering: Answering) -> list[tuple[str, dict[str, Any]]]:
    """What domains above give for it."""
    return [shown for _name, prize in prizes if (shown := prize.shown(answering)) is not None]


def result_poster(answering: Answering, origin: str) -> bytes:
    """The result as a PNG whose QR leads to the quiz; `origin` is scheme and host."""
    result, quiz = result_of(answering), answering.quiz
    found = assets_in_order([result.picture or quiz.cover])
    return draw_poster(
        Poster(
            title=result.title,
            text=result.text,
            author=quiz.title,
            address=f"{origin}/q/{quiz.public_id}/",
            call=_("Scan to see what you are"),
            cover=found[0].file(_WIDTH) if found else None,
        )
    )


def find_quiz_card(account: Any, public_id: str) -> Quiz | None:
    """The published quiz (of this account, where one is given) that a card shows."""
    seen = Quiz.objects.unscoped("a card shows a published quiz to everyone")
    found: Quiz | None = seen.select_related("account").filter(public_id=public_id, state=Quiz.State.PUBLISHED).first()
    return found if found is not None and (account is None or found.account_id == account.pk) else None


def choose_quiz_card(account: Account, words: str) -> list[CardChoice]:
    """The account's published quizzes, newest first."""
    rows = Quiz.objects.of(account).filter(state=Quiz.State.PUBLISHED, title__icontains=words).order_by("-pk")[:CHOICES]
    return [CardChoice(quiz.public_id, quiz.title) for quiz in rows]


def render_quiz_card(quiz: Quiz) -> tuple[str, dict[str, Any]]:
    """The card's template and context."""
    return "quizzes/card.html", {"quiz": quiz, "picture": picture_urls({}, quiz.cover).get(quiz.cover, "")}
