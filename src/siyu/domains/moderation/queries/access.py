"""Fetch cases with the reviewer's rights checked."""

from __future__ import annotations

from django.db.models import QuerySet

from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.types import Desk
from siyu.domains.moderation.models import Case, Report
from siyu.domains.moderation.types import Reviewer
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound


def reviewer_at(desk: Desk) -> Reviewer:
    """Staff of an account as reviewer of what stands in it. Raises Forbidden."""
    desk.require("moderation.review")
    return Reviewer(desk.user, desk.account)


def platform_reviewer(user: User) -> Reviewer:
    """Platform staff as reviewer of everything. Raises NotFound for all others."""
    if not user.is_staff:
        raise NotFound
    return Reviewer(user, None)


def cases_of(reviewer: Reviewer) -> QuerySet[Case]:
    """The cases a reviewer may see: an account's own content is judged by platform staff alone."""
    if reviewer.account is None:
        return Case.objects.all()
    return Case.objects.filter(account=reviewer.account, for_platform=False)


def access_case(reviewer: Reviewer, case_id: int, *, lock: bool = False) -> Case:
    """One case; NotFound for what the reviewer may not see. `lock` holds it until the transaction ends."""
    cases = cases_of(reviewer)
    found = (cases.select_for_update() if lock else cases).filter(pk=case_id).first()
    if found is None:
        raise NotFound(case=case_id)
    return found


def may_see_report(user: User, report_id: int) -> bool:
    """Whether somebody may see what came along with a report: its reporter, and whoever may review its case."""
    report = Report.objects.filter(pk=report_id).select_related("case__account").first()
    if report is None or not user.is_authenticated:
        return False
    if user.is_staff or report.reporter_id == user.pk:
        return True
    case = report.case
    if case.account is None or case.for_platform:
        return False
    try:
        return access_desk(user, case.account.slug).may("moderation.review")
    except NotFound:
        return False
