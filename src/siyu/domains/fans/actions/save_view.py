"""Save the filters of the fans list under a name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import SavedView
from siyu.domains.fans.models.saved_view import NAME_LENGTH
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.fans.queries.saved_views import PERSONS
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def save_view(desk: Desk, name: str, filters: PersonFilters) -> int:
    """Save (or replace) a view that all staff of the account see; answers its id. Raises Forbidden, Invalid."""
    desk.require("fans.edit")
    name = name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A view needs a name of at most 40 characters."), field="name")
    with transaction.atomic():
        view, _made = SavedView.objects.of(desk.account).update_or_create(
            listing=PERSONS,
            name=name,
            defaults={
                "account": desk.account,
                "query": filters.to_query(),
                "saved_by": desk.user,
                "saved_at": clock.now(),
            },
        )
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="view.saved",
            target=f"view:{view.pk}",
            name=name,
            query=view.query,
        )
    found: int = view.pk
    return found
