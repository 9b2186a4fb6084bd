"""Certifications: one account's, and what waits for platform staff."""

from __future__ import annotations

from datetime import timedelta

from siyu.domains.accounts import rules
from siyu.domains.accounts.models import Account, Certification, Document
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform.audit.models import AuditEntry

QUEUES = {
    "review": (rules.SUBMITTED,),
    "fee": (rules.APPROVED,),
    "valid": (rules.VALID,),
    "ended": (rules.REFUSED, rules.LAPSED),
}
"""The lists of the back office: name → states."""
_MOST = 200


def certification_of(account: Account) -> Certification | None:
    """Where the account's certification stands; None before anything was handed in or added."""
    found: Certification | None = Certification.objects.of(account).first()
    return found


def documents_of(account: Account | int) -> list[Document]:
    """The documents of an account, the licence first."""
    rows = Document.objects.of(account).select_related("added_by").order_by("added_at", "pk")
    return sorted(rows, key=lambda one: one.kind != Document.Kind.LICENCE)


def certification_queue(reviewer: User, name: str) -> list[Certification]:
    """What waits in one list, the most urgent first. NotFound to whoever is not platform staff."""
    rows = _all(reviewer).select_related("account").filter(state__in=QUEUES.get(name, QUEUES["review"]))
    return list(rows.order_by("valid_until" if name == "valid" else "due_at")[:_MOST])


def queue_sizes(reviewer: User) -> dict[str, int]:
    """How many stand in each list, and `late`: how many were promised an answer by now."""
    rows = _all(reviewer)
    sizes = {name: rows.filter(state__in=states).count() for name, states in QUEUES.items()}
    return sizes | {"late": rows.filter(state=rules.SUBMITTED, due_at__lt=clock.now()).count()}


def certification_to_review(reviewer: User, slug: str) -> Certification:
    """One certification with its account, for platform staff; NotFound to others and for none that was handed in."""
    found: Certification | None = (
        _all(reviewer).select_related("account", "submitted_by", "decided_by").filter(account__slug=slug).first()
    )
    if found is None or not found.state:
        raise NotFound(account=slug)
    return found


def certification_log(account: Account | int) -> list[AuditEntry]:
    """What was done with the certification, newest first."""
    account_id = account if isinstance(account, int) else account.pk
    return list(AuditEntry.objects.filter(account_id=account_id, act__startswith="certification.").order_by("-pk")[:30])


def overdue_by(certification: Certification) -> timedelta | None:
    """How long the answer is late; None while it is not."""
    late = clock.now() - certification.due_at if certification.due_at else None
    return late if late and late > timedelta(0) and certification.state == rules.SUBMITTED else None


def _all(reviewer: User):  # type: ignore[no-untyped-def]
    if not reviewer.is_staff:
        raise NotFound
    return Certification.objects.unscoped("platform staff reviews every account's certification")
