"""Answer one of the three questions about a group."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.rules import clean_text
from siyu.domains.groups.actions.taking_steps import lock_group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.replication.conf import ANSWER_LEAST, ANSWER_MOST
from siyu.domains.replication.models import GateAnswer
from siyu.domains.replication.rules.gate import QUESTIONS, fits_length
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit


def answer_question(desk: Desk, public_id: str, question: str, text: str) -> GateAnswer:
    """Keep the answer, in place of an earlier one; the same again changes nothing.

    Raises Forbidden, NotFound (group, question), Invalid (text).
    """
    lead, text = lead_as_staff(desk, public_id), clean_text(text)
    if question not in QUESTIONS:
        raise NotFound(_("There is no such question."))
    if not fits_length(text):
        words = _("Answer in %(least)s to %(most)s letters.") % {"least": ANSWER_LEAST, "most": ANSWER_MOST}
        raise Invalid(words, field=question)
    with transaction.atomic():
        group = lock_group(lead.group)
        rows = GateAnswer.objects.of(desk.account)
        before: GateAnswer | None = rows.filter(group=group, question=question).first()
        if before is not None and before.text == text:
            return before
        answer: GateAnswer
        answer, _made = rows.update_or_create(
            group=group, question=question, account_id=desk.account.pk,
            defaults={"text": text, "by": desk.user, "at": clock.now()},
        )  # fmt: skip
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="replication.answered", target=f"group:{public_id}",
            question=question, before=before.text if before else "", after=text,
        )  # fmt: skip
    return answer
