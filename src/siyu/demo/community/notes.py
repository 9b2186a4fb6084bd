"""Notes of the demo: written over the last months, with drawn covers, likes and comments."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from siyu.demo.cast import BOSS
from siyu.demo.community import words
from siyu.demo.community.people import accounts, members
from siyu.demo.pictures.covers import draw_cover
from siyu.domains.accounts.models import Account
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.react_to_note import react_to_note
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

ALL = 300
SPAN_DAYS = 150
_CITIES = ("苏州", "杭州", "上海", "成都", "")


@dataclass(frozen=True)
class Draft:
    """One note to be written: whose, about what, how many days ago."""

    number: int
    account: Account
    subject: words.Subject
    title: str
    days_ago: float


def drafts() -> list[Draft]:
    """All notes of the demo, the newest first; the same each time."""
    brand, founder, tea = accounts()
    shelf = ((brand, words.BRAND_SUBJECTS), (founder, words.FOUNDER_SUBJECTS), (tea, words.TEA_SUBJECTS))
    seed = random.Random(7)  # noqa: S311 - a demo
    found, written = [], [0, 0, 0]
    for number in range(ALL):
        whose = (0, 0, 1, 2)[number % 4]
        account, subjects = shelf[whose]
        row, place = divmod(written[whose], len(subjects))
        written[whose] += 1
        subject = subjects[place]
        title = subject.titles[row % len(subject.titles)]
        days_ago = SPAN_DAYS * (number / ALL) ** 1.4 + seed.uniform(0.02, 0.4)
        found.append(Draft(number, account, subject, title, days_ago))
    return found


def write_notes(first: int, last: int) -> int:
    """Write the notes numbered `first` up to before `last` that are not there yet; answers how many are new."""
    author, crowd = User.objects.get(email=BOSS), members()
    with unlimited():
        return sum(_write(author, draft, crowd) for draft in _missing(drafts()[first:last]))


def _missing(wanted: list[Draft]) -> Iterator[Draft]:
    """Those of whose account no note at that place of the row exists: a start that was cut off goes on."""
    for draft in wanted:
        if not Note.objects.of(draft.account).filter(place=_mark(draft)).exists():
            yield draft


def _mark(draft: Draft) -> str:
    return f"云裳手记 No.{draft.number + 1}"


def _write(author: User, draft: Draft, crowd: list[User]) -> int:
    seed = random.Random(draft.number)  # noqa: S311 - a demo
    cover = draw_cover(draft.subject.cover, draft.number, draft.title)
    asset = receive_upload(author, io.BytesIO(cover), len(cover), account=draft.account)
    at = clock.now() - timedelta(days=draft.days_ago)
    lines = seed.sample(draft.subject.lines, 4)
    topics = " ".join(f"#{topic}#" for topic in draft.subject.topics)
    text = "\n\n".join([*lines, seed.choice(words.ENDINGS), topics])
    content = Content(draft.title, text, (asset.public_id,), city=seed.choice(_CITIES), place=_mark(draft))
    with clock.replaying(at):
        note = publish_note(author, draft.account, content)
    _respond(note, author, crowd, seed, draft.days_ago)
    return 1


def _respond(note: Note, author: User, crowd: list[User], seed: random.Random, days_ago: float) -> None:
    """Likes, collects, comments and an answer, in the days after it appeared."""
    if not crowd:
        return
    liked = seed.sample(crowd, min(len(crowd), int(seed.paretovariate(1.3) * 2)))
    began = clock.now() - timedelta(days=days_ago)
    for place, user in enumerate(liked):
        at = began + timedelta(days=days_ago * seed.random() * 0.5)
        with clock.replaying(at):
            react_to_note(user, note.public_id, "like")
            if place % 3 == 0:
                react_to_note(user, note.public_id, "collect")
    for place, user in enumerate(seed.sample(crowd, seed.choice((0, 0, 1, 2, 3)))):
        at = began + timedelta(days=days_ago * (0.1 + 0.2 * place))
        said = _comment(note, user, seed.choice(words.COMMENTS), at)
        if place == 0:
            _comment(note, author, seed.choice(words.REPLIES), at + timedelta(minutes=12), answers=said.public_id)


def _comment(note: Note, user: User, text: str, at: datetime, *, answers: str = "") -> Comment:
    with clock.replaying(at):
        said = write_comment(user, note.public_id, text, answers=answers)
    Comment.objects.of(note.account_id).filter(pk=said.pk).update(at=at)
    return said
