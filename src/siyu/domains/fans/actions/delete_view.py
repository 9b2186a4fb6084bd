"""Delete a saved view."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import SavedView
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def delete_view(desk: Desk, view_id: int) -> None:
    """Delete a view of the account. Raises Forbidden, NotFound."""
    desk.require("fans.edit")
    with transaction.atomic():
        view = SavedView.objects.of(desk.account).filter(pk=view_id).first()
        if view is None:
            raise NotFound(view=view_id)
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="view.deleted",
            target=f"view:{view.pk}",
            name=view.name,
            query=view.query,
        )
        view.delete()
