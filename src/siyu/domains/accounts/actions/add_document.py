"""Add a qualification document to a certification, and take one away; both only until it is handed in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.adapters import documents
from siyu.domains.accounts.conf import DOCUMENT_BYTES, DOCUMENTS_MOST
from siyu.domains.accounts.errors import WrongState
from siyu.domains.accounts.models import Account, Certification, Document
from siyu.domains.accounts.types import Desk
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.kernel.ids import short_id
from siyu.platform import audit


def add_document(desk: Desk, *, kind: str, name: str, body: bytes) -> Document:
    """Keep the file where only the owners and reviewers look. Raises Forbidden, WrongState, Invalid naming `file`."""
    desk.require("account.settings")
    if kind not in Document.Kind.values:
        raise Invalid(_("Please say what kind of document this is."), field="kind")
    if len(body) > DOCUMENT_BYTES:
        raise Invalid(_("This file is too large: at most 10 MB."), field="file")
    content_type = documents.kind_of(body)
    if not content_type:
        raise Invalid(_("Use a picture (JPEG, PNG, WebP) or a PDF."), field="file")
    file = short_id()
    with transaction.atomic():
        certification = _open_certification(desk)
        if Document.objects.of(desk.account).count() >= DOCUMENTS_MOST:
            raise Invalid(_("At most %(most)d documents.") % {"most": DOCUMENTS_MOST}, field="file")
        made: Document = Document.objects.create(
            account=desk.account, certification=certification, kind=kind, name=rules.clean_line(name)[:120] or kind,
            content_type=content_type, size=len(body), file=file, added_by=desk.user, added_at=clock.now(),
        )  # fmt: skip
        documents.keep(desk.account.pk, file, body)
        _record(desk, made, "certification.document_added")
    return made


def remove_document(desk: Desk, public_id: str) -> None:
    """Take a document away for good. Raises Forbidden, NotFound, WrongState."""
    desk.require("account.settings")
    with transaction.atomic():
        _open_certification(desk)
        found: Document | None = Document.objects.of(desk.account).filter(public_id=public_id).first()
        if found is None:
            raise NotFound(document=public_id)
        _record(desk, found, "certification.document_removed")
        account_id, file = desk.account.pk, found.file
        found.delete()
        transaction.on_commit(lambda: documents.forget(account_id, file))


def _open_certification(desk: Desk) -> Certification:
    """The account's certification while the owner may still change it, made where there is none."""
    Account.objects.select_for_update(no_key=True).get(pk=desk.account.pk)
    found: Certification | None = Certification.objects.of(desk.account).first()
    if found is None:
        found = Certification.objects.create(account=desk.account, state="")
    if rules.moved(found.state, "submit") is None:
        raise WrongState(_("The documents are being looked at and cannot be changed now."), state=found.state)
    return found


def _record(desk: Desk, document: Document, act: str) -> None:
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"account:{desk.account.pk}",
        name=document.name,
    )  # fmt: skip
