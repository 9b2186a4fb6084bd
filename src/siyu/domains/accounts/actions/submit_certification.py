"""Hand in for certification as an enterprise."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.certifying import move, record
from siyu.domains.accounts.conf import POSITIONINGS, REVIEW_WITHIN
from siyu.domains.accounts.models import Account, Certification, Document
from siyu.domains.accounts.types import Desk
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


@dataclass(frozen=True)
class Application:
    """What an owner hands in."""

    company: str
    licence: str
    positioning: str
    contact: str = ""


def submit_certification(desk: Desk, application: Application) -> Certification:
    """Hand in, or hand in again after a refusal; the documents added before belong to it.

    Raises Forbidden, WrongState, Invalid naming the field (no licence picture, a licence number that cannot be one).
    """
    desk.require("account.settings")
    _check(application)
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=desk.account.pk)
        found: Certification | None = Certification.objects.of(desk.account).first()
        now = clock.now()
        certification = found or Certification(account=desk.account, state="")
        move(certification, "submit")
        certification.company, certification.licence = application.company.strip(), application.licence.strip().upper()
        certification.positioning, certification.contact = application.positioning, application.contact.strip()
        certification.submitted_by, certification.submitted_at, certification.due_at = (
            desk.user,
            now,
            now + REVIEW_WITHIN,
        )
        certification.reasons = []
        certification.save()
        pictures = Document.objects.of(desk.account).filter(kind=Document.Kind.LICENCE)
        if not pictures.exists():
            raise Invalid(_("Please add a picture of the business licence."), field="documents")
        record(certification, desk.user, "certification.submitted")
    return certification


def _check(application: Application) -> None:
    if not application.company.strip():
        raise Invalid(_("Please give the company's name as it stands on the licence."), field="company")
    if not rules.is_licence(application.licence.strip().upper()):
        raise Invalid(
            _("This is no unified social credit code: please compare its 18 signs with the licence."), field="licence"
        )
    if application.positioning not in POSITIONINGS:
        raise Invalid(_("Please choose what the account is about."), field="positioning")
