"""Certification as an enterprise: what is handed in, where it stands, the documents."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions import add_document as adding
from siyu.domains.accounts.actions.open_document import open_own_document
from siyu.domains.accounts.actions.submit_certification import Application, submit_certification
from siyu.domains.accounts.conf import DOCUMENT_BYTES, POSITIONINGS
from siyu.domains.accounts.models import Certification
from siyu.domains.accounts.queries.certification import certification_of, documents_of
from siyu.kernel import clock
from siyu.kernel.errors import SiyuError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import private_file
from siyu.platform.http.toasts import toast
from siyu.platform.settings import settings

KINDS = {
    "licence": gettext_lazy("Business licence"),
    "authorisation": gettext_lazy("Letter of authorisation"),
    "trademark": gettext_lazy("Trademark certificate"),
    "other": gettext_lazy("Other document"),
}
_STEP = {"": 1, rules.REFUSED: 1, rules.LAPSED: 3, rules.SUBMITTED: 2, rules.APPROVED: 3, rules.VALID: 4}


class CertificationForm(forms.Form):
    """What stands on the licence, and whom to ask."""

    company = forms.CharField(label=gettext_lazy("Company, as on the licence"), max_length=80)
    licence = forms.CharField(
        label=gettext_lazy("Unified social credit code"), max_length=18, help_text=gettext_lazy("18 signs.")
    )
    positioning = forms.ChoiceField(
        label=gettext_lazy("What the account is about"), choices=list(POSITIONINGS.items()), initial="brand"
    )
    contact = forms.CharField(
        label=gettext_lazy("Whom to ask"), max_length=40, required=False,
        help_text=gettext_lazy("Name and phone of somebody who can answer questions."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page("account.settings")
def show(request: DeskRequest) -> HttpResponse:
    """Where it stands, with what can be done now; a POST hands in."""
    account = request.desk.account
    found = certification_of(account)
    form = CertificationForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            submit_certification(request.desk, Application(**form.cleaned_data))
        except SiyuError as refused:
            field = refused.data.get("field")
            form.add_error(field if field in form.fields else None, refused.message)
        else:
            back = redirect("console:accounts_desk:certification", slug=account.slug)
            return toast(request, back, _("Handed in. You hear from us within three days."))
    until = found.valid_until if found else None
    context = {
        "certification": found,
        "state": found.state if found else "",
        "open": rules.moved(found.state if found else "", "submit") is not None,
        "step": _STEP[found.state if found else ""],
        "form": form,
        "documents": [(one, KINDS[one.kind]) for one in documents_of(account)],
        "kinds": KINDS,
        "fee_fen": found.fee_fen if found and found.fee_fen else settings().certification_fee_fen,
        "renewable": bool(until and found and found.state == rules.VALID and rules.may_renew(until, clock.now())),
    }
    return render(request, "accounts/certification.html", context, status=422 if form.errors else 200)


@require_POST
@desk_page("account.settings")
def add(request: DeskRequest) -> HttpResponse:
    """Take a document."""
    back = redirect("console:accounts_desk:certification", slug=request.desk.account.slug)
    sent = request.FILES.get("file")
    try:
        body = sent.read(DOCUMENT_BYTES + 1) if sent else b""
        adding.add_document(
            request.desk, kind=request.POST.get("kind", ""), name=str(sent.name or "") if sent else "", body=body
        )
    except SiyuError as refused:
        if refused.status in {403, 404}:
            raise
        return toast(request, back, refused.message, bad=True)
    return toast(request, back, _("Added."))


@require_POST
@desk_page("account.settings")
def remove(request: DeskRequest, document: str) -> HttpResponse:
    """Take a document away."""
    adding.remove_document(request.desk, document)
    back = redirect("console:accounts_desk:certification", slug=request.desk.account.slug)
    return toast(request, back, _("Removed."))


@require_safe
@desk_page("account.settings")
def document(request: DeskRequest, document: str) -> HttpResponse:
    """A document, for the owner."""
    opened = open_own_document(request.desk, document)
    return private_file(opened.body, opened.document.content_type, opened.name)


def _initial(found: Certification | None) -> dict[str, str]:
    if found is None or not found.company:
        return {}
    return {name: getattr(found, name) for name in ("company", "licence", "positioning", "contact")}
