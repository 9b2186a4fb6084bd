"""A member reports something."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.conf import CATEGORIES, REPORT_PICTURES, REPORTS_A_DAY
from siyu.domains.moderation.models import Case, Report
from siyu.domains.moderation.types import evidence, targets
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http.limits import spend


def report_content(
    user: User, kind: str, target: str, category: str, note: str = "", pictures: Sequence[str] = ()
) -> Report:
    """Keep the report and put its thing into the queue; the same person's second report of it changes nothing.

    `pictures` are ids that the evidence keeper gave.

    States report.made. Raises Invalid for an unknown category, NotFound for what the user does not see, TooOften
    beyond 30 a day.
    """
    if category not in CATEGORIES:
        raise Invalid(_("Please choose what is wrong."), field="category")
    if kind not in targets:
        raise NotFound(kind=kind)
    targets[kind].check_sees(user, target)
    with transaction.atomic():
        case = open_case(kind, target, source=Case.Source.REPORTS)
        known = Report.objects.filter(case=case, reporter=user).first()
        if known is not None:
            return known
        spend("report", REPORTS_A_DAY, f"user:{user.pk}")
        report = Report.objects.create(
            case=case, reporter=user, category=category, note=note.strip()[:200], at=clock.now()
        )
        if pictures:
            evidence.get().hold(user, report.pk, list(pictures)[:REPORT_PICTURES])
        Case.objects.filter(pk=case.pk).update(reports=F("reports") + 1)
        if case.account is not None:
            state_act(case.account, user, "report.made", object_type=kind, object_id=target)
    return report
