"""Decide a case: leave the thing, hide it, or hide it and penalise its author."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.moderation.conf import CATEGORIES
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.models import Case, Penalty, Report
from siyu.domains.moderation.queries.access import access_case
from siyu.domains.moderation.queries.conventions import current_edition
from siyu.domains.moderation.queries.rule_words import length_words, rule_words
from siyu.domains.moderation.rules import BY_CODE, Step
from siyu.domains.moderation.types import Decision, Reviewer, targets
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform import audit

DISMISS, HIDE = "dismiss", "hide"


def decide_case(reviewer: Reviewer, case_id: int, decision: Decision) -> Case:
    """Decide an open case once; whoever comes second gets AlreadyDecided.

    Hides or restores the thing, penalises, states penalty.applied, tells author and reporters, keeps an audit entry:
    all in one transaction. Raises NotFound, Forbidden (one's own content), Invalid (unknown outcome, no reason).
    """
    step = _checked(decision)
    with transaction.atomic():
        case = access_case(reviewer, case_id, lock=True)
        if case.state != Case.State.OPEN:
            raise AlreadyDecided(_("A colleague decided this already."), case=case.pk)
        if case.author_id == reviewer.user.pk:
            raise Forbidden(_("Your own content is for a colleague to judge."), permission="moderation.review")
        case.state, case.outcome = Case.State.DECIDED, decision.outcome
        case.category, case.reason = decision.category, decision.reason.strip()
        case.edition = current_edition().number if decision.category else None
        case.decided_by, case.decided_at = reviewer.user, clock.now()
        _carry_out(case, step)
        case.save()
        _tell_reporters(case)
        audit.record(
            account_id=case.account_id, actor_id=reviewer.user.pk, act="case.decided",
            target=f"{case.kind}:{case.target}", outcome=case.outcome, category=case.category, reason=case.reason,
        )  # fmt: skip
    return case


def _checked(decision: Decision) -> Step | None:
    if decision.outcome not in {DISMISS, HIDE, *BY_CODE}:
        raise Invalid(_("Please choose what to do."), field="outcome")
    if decision.outcome != DISMISS:
        if decision.category not in CATEGORIES:
            raise Invalid(_("Please choose which rule it breaks."), field="category")
        if not decision.reason.strip():
            raise Invalid(_("Please give a reason: the author will read it."), field="reason")
    return BY_CODE.get(decision.outcome)


def _carry_out(case: Case, step: Step | None) -> None:
    target = targets[case.kind]
    if case.outcome == DISMISS:
        target.restore(case.target)
        return
    target.hide(case.target, case.reason)
    author = case.author
    if author is None:
        return
    if step is not None:
        case.penalty = _penalise(case, author, step)
    _tell_author(case, author)


def _tell_author(case: Case, author: User) -> None:
    """The author hears what was hidden and why, by which rule, and for how long they are silent."""
    with in_words_of(author):
        title = _("Your content was hidden: %(reason)s") % {"reason": case.reason}
        told = (rule_words(case.category, case.edition), length_words(case.penalty), case.excerpt[:60])
    body = " · ".join(part for part in told if part)
    notify([author], "moderation", title, body, "/my/penalties/", account=case.account, key=_key(case, "author"))


def _penalise(case: Case, author: User, step: Step) -> Penalty:
    now, lasts = clock.now(), step.until_after()
    penalty = Penalty.objects.create(
        user=author, account=case.account, kind=step.kind, rule=case.category, reason=case.reason, since=now,
        until=now + lasts if lasts else None, by=case.decided_by,
    )  # fmt: skip
    if case.account is not None:
        state_act(
            case.account, author, "penalty.applied", object_type=case.kind, object_id=case.target,
            props={"step": step.code, "rule": case.category},
        )  # fmt: skip
    return penalty


def _tell_reporters(case: Case) -> None:
    """Whoever reported hears what came of it."""
    reports = Report.objects.filter(case=case).select_related("reporter")
    for readers in by_language(report.reporter for report in reports):
        with in_words_of(readers[0]):
            title = _("Thank you: what you reported was looked at")
            body = _("We found nothing against the rules.") if case.outcome == DISMISS else _("It was hidden.")
        notify(readers, "moderation", title, body, "/my/reports/", key=_key(case, "told"))


def _key(case: Case, who: str) -> str:
    """One notice for each decision: a case that was opened again and decided anew is told anew."""
    return f"case:{case.pk}:{case.decided_at.timestamp() if case.decided_at else 0}:{who}"
