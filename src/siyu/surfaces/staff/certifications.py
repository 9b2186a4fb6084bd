"""Reviewing certifications of enterprises: the queues with their clock, one certification, its documents, its fee."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.decide_certification import decide_certification
from siyu.domains.accounts.actions.open_document import open_for_review
from siyu.domains.accounts.actions.record_fee import record_fee
from siyu.domains.accounts.models import Certification
from siyu.domains.accounts.queries import certification as certifications
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import SiyuError
from siyu.platform.http.files import private_file
from siyu.platform.http.toasts import toast
from siyu.surfaces.staff.guard import staff_page

QUEUES = {
    "review": gettext_lazy("To review"),
    "fee": gettext_lazy("Fee is due"),
    "valid": gettext_lazy("Certified"),
    "ended": gettext_lazy("Refused or lapsed"),
}
REASONS = (
    gettext_lazy("The picture of the licence cannot be read."),
    gettext_lazy("The company's name differs from the licence."),
    gettext_lazy("The code differs from the licence."),
    gettext_lazy("The licence has expired."),
    gettext_lazy("A letter of authorisation for the brand is missing."),
)
"""What is said most; the reviewer ticks them and may add words."""
KINDS = {
    "licence": gettext_lazy("Business licence"),
    "authorisation": gettext_lazy("Letter of authorisation"),
    "trademark": gettext_lazy("Trademark certificate"),
    "other": gettext_lazy("Other document"),
}


@staff_page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """One list of certifications, the most urgent first."""
    name = request.GET.get("list", "review")
    name = name if name in QUEUES else "review"
    reviewer = _reviewer(request)
    sizes = certifications.queue_sizes(reviewer)
    rows = [(one, certifications.overdue_by(one)) for one in certifications.certification_queue(reviewer, name)]
    lists = [(key, words, sizes[key]) for key, words in QUEUES.items()]
    return render(
        request, "staff/certifications.html", {"rows": rows, "lists": lists, "chosen": name, "late": sizes["late"]}
    )


@staff_page
@require_safe
def show(request: HttpRequest, brand: str) -> HttpResponse:
    """What was handed in, and what can be decided now."""
    return _page(request, certifications.certification_to_review(_reviewer(request), brand))


@staff_page
@require_POST
def decide(request: HttpRequest, brand: str) -> HttpResponse:
    """Approve or refuse."""
    reviewer = _reviewer(request)
    found = certifications.certification_to_review(reviewer, brand)
    reasons = [*request.POST.getlist("reason"), *request.POST.get("words", "").splitlines()]
    approve = request.POST.get("act") == "approve"
    try:
        decide_certification(reviewer, found.account_id, approve=approve, reasons=reasons)
    except SiyuError as refused:
        return _page(request, found, refused=refused, words=request.POST.get("words", ""))
    said = _("Approved: the fee is due.") if approve else _("Refused: the owner reads the reasons.")
    return toast(request, redirect("staff:certifications"), said)


@staff_page
@require_POST
def fee(request: HttpRequest, brand: str) -> HttpResponse:
    """Record the receipt of the yearly fee."""
    reviewer = _reviewer(request)
    found = certifications.certification_to_review(reviewer, brand)
    try:
        paid = record_fee(reviewer, found.account_id, request.POST.get("receipt", ""))
    except SiyuError as refused:
        return _page(request, found, refused=refused)
    until = paid.valid_until.date().isoformat() if paid.valid_until else ""
    answer = redirect("staff:certification", brand=brand)
    return toast(request, answer, _("The mark holds until %(day)s.") % {"day": until})


@staff_page
@require_safe
def document(request: HttpRequest, brand: str, document: str) -> HttpResponse:
    """A document; the look is written down in the account's log."""
    reviewer = _reviewer(request)
    found = certifications.certification_to_review(reviewer, brand)
    opened = open_for_review(reviewer, found.account_id, document)
    return private_file(opened.body, opened.document.content_type, opened.name)


def _page(
    request: HttpRequest, found: Certification, *, refused: SiyuError | None = None, words: str = ""
) -> HttpResponse:
    until = found.valid_until
    context = {
        "one": found,
        "documents": [(each, KINDS[each.kind]) for each in certifications.documents_of(found.account)],
        "late": certifications.overdue_by(found),
        "log": certifications.certification_log(found.account),
        "may_approve": rules.moved(found.state, "approve") is not None,
        "may_refuse": rules.moved(found.state, "refuse") is not None,
        "may_pay": rules.moved(found.state, "pay") is not None
        and (found.state != rules.VALID or until is None or rules.may_renew(until, clock.now())),
        "reasons": REASONS,
        "refused": refused,
        "words": words,
    }
    return render(request, "staff/certification.html", context, status=refused.status if refused else 200)


def _reviewer(request: HttpRequest) -> User:
    return cast("User", request.user)
