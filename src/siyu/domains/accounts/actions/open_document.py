"""Look at a qualification document; each look is written down."""

from __future__ import annotations

from dataclasses import dataclass

from siyu.domains.accounts.adapters import documents
from siyu.domains.accounts.models import Document
from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound
from siyu.platform import audit


@dataclass(frozen=True)
class Opened:
    """A document and its bytes."""

    document: Document
    body: bytes

    @property
    def name(self) -> str:
        """A plain file name."""
        found = self.document
        ending = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(found.content_type, "pdf")
        return f"{found.kind}-{found.public_id}.{ending}"


def open_own_document(desk: Desk, public_id: str) -> Opened:
    """For the account's owner. Raises Forbidden, NotFound."""
    desk.require("account.settings")
    return _open(desk.user, desk.account.pk, public_id)


def open_for_review(reviewer: User, account_id: int, public_id: str) -> Opened:
    """For platform staff. Raises NotFound, also to everyone else."""
    if not reviewer.is_staff:
        raise NotFound(document=public_id)
    return _open(reviewer, account_id, public_id)


def _open(user: User, account_id: int, public_id: str) -> Opened:
    found: Document | None = Document.objects.of(account_id).filter(public_id=public_id).first()
    body = documents.read(account_id, found.file) if found else None
    if found is None or body is None:
        raise NotFound(document=public_id)
    audit.record(
        account_id=account_id, actor_id=user.pk, act="certification.document_seen", target=f"account:{account_id}",
        name=found.name,
    )  # fmt: skip
    return Opened(found, body)
