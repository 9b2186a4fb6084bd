"""Call a saved view differently."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import SavedView
from siyu.domains.fans.models.saved_view import NAME_LENGTH
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit


def rename_view(desk: Desk, view_id: int, name: str) -> None:
    """Rename a view of the account. Raises Forbidden, NotFound, Invalid for an empty, overlong or taken name."""
    desk.require("fans.edit")
    name = name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A view needs a name of at most 40 characters."), field="name")
    views = SavedView.objects.of(desk.account)
    with transaction.atomic():
        view = views.filter(pk=view_id).first()
        if view is None:
            raise NotFound(view=view_id)
        if views.filter(listing=view.listing, name=name).exclude(pk=view_id).exists():
            raise Invalid(_("Another view has this name."), field="name")
        before, view.name = view.name, name
        view.save(update_fields=["name"])
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="view.renamed",
            target=f"view:{view.pk}",
            before=before,
            after=name,
        )
