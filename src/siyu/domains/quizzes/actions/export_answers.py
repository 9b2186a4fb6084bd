"""Hand out what people answered as a file that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.export_persons import defused
from siyu.domains.quizzes.models import Answering, QuizVersion
from siyu.domains.quizzes.queries.access import access_quiz
from siyu.domains.quizzes.types import Content, read_content
from siyu.platform import audit


def export_answers(desk: Desk, public_id: str) -> bytes:
    """CSV (UTF-8 with mark), one finished answering a row, read by the version it was given to; audited.

    Raises Forbidden, NotFound.
    """
    desk.require("fans.export")
    quiz = access_quiz(desk, public_id)
    versions = {one.pk: read_content(one.content) for one in QuizVersion.objects.of(desk.account).filter(quiz=quiz)}
    titles = {question.id: question.text for content in versions.values() for question in content.questions}
    zone, buffer = ZoneInfo(desk.account.time_zone), io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([_("Fan"), _("Finished"), _("Result"), _("Points"), *(defused(text) for text in titles.values())])
    rows = Answering.objects.of(desk.account).filter(quiz=quiz).exclude(finished_at=None).select_related("person")
    number = 0
    for row in rows.order_by("pk").iterator(chunk_size=2_000):
        number += 1
        at = row.finished_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        name = (row.person.name or row.person.key) if row.person else ""
        cells = [name, at, *_said(versions[row.version_id], row, list(titles))]
        writer.writerow([defused(str(cell)) if cell else "" for cell in cells])
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act="quiz.exported", target=f"quiz:{public_id}",
        answerings=number,
    )  # fmt: skip
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _said(content: Content, row: Answering, questions: list[str]) -> list[str]:
    results = {one.id: one.title for one in content.results}
    words = {(q.id, choice.id): choice.text for q in content.questions for choice in q.choices}
    answers = ["；".join(words.get((q, c), c) for c in row.answers.get(q, ())) for q in questions]
    return [results.get(row.result, row.result), str(row.points), *answers]
