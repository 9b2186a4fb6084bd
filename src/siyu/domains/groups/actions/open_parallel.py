"""Open the next parallel group of a family that has run out of places."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.groups.actions.copying_groups import copied_columns, numbered_name
from siyu.domains.groups.actions.open_group import found_group
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_of_owner
from siyu.domains.groups.queries.family import family_of, first_of
from siyu.domains.groups.queries.members import leaders_of
from siyu.domains.inbox.actions.notify import notify
from siyu.platform import audit


def open_parallel(group: Group) -> Group:
    """The group of the family that has places left; opened, under the same owner, when there is none.

    However many find the family full at once, one group is opened: they wait for the first group's row.
    """
    with transaction.atomic():
        rows = Group.objects.of(group.account_id).select_related("account")
        first = rows.select_for_update(of=("self",)).get(pk=first_of(group))
        family = family_of(first)
        free: Group | None = family.filter(members__lt=F("capacity"), hidden_at=None).first()
        if free is not None:
            return free
        numbers = Group.objects.of(group.account_id).filter(first=first).aggregate(last=Max("number"))
        opened = _open(first, (numbers["last"] or 1) + 1)
        _tell(first, opened)
    return opened


def _open(first: Group, number: int) -> Group:
    columns = copied_columns(first, name=numbered_name(first.name, number), first=first, number=number)
    opened = found_group(first.account, lead_of_owner(first).user, columns)
    audit.record(
        account_id=first.account_id, actor_id=None, act="group.parallel_opened", target=f"group:{opened.public_id}",
        first=first.public_id, number=number,
    )  # fmt: skip
    return opened


def _tell(first: Group, opened: Group) -> None:
    leaders = leaders_of(first)
    words = _("%(full)s is full, %(opened)s is open") % {"full": first.name, "opened": opened.name}
    url = reverse("groups:group", kwargs={"group": opened.public_id})
    key = f"parallel:{opened.public_id}"
    notify(leaders, "group", words, _("Newcomers are led there."), url, account=first.account, key=key)
