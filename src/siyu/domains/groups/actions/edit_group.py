"""Change what a group says of itself and who may join."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.actions.index_group import index_group
from siyu.domains.groups.actions.open_group import check_form, keep_avatar
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.types import GroupForm
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def edit_group(desk: Desk, public_id: str, form: GroupForm) -> Group:
    """Replace the form; new rules get a new version, which newcomers accept. Raises NotFound, Forbidden, Invalid."""
    lead = lead_as_staff(desk, public_id)
    checked = check_form(desk, form)
    with transaction.atomic():
        group: Group = Group.objects.of(desk.account).select_for_update().get(pk=lead.group.pk)
        if form.capacity < group.members:
            raise Invalid(_("There are %(n)s members already.") % {"n": group.members}, field="capacity")
        before = {name: getattr(group, name) for name in checked}
        if checked["rules"] != group.rules:
            group.rules_version += 1
        for name, value in checked.items():
            setattr(group, name, value)
        group.avatar = keep_avatar(desk.user, group, form.avatar)
        group.save(update_fields=[*checked, "rules_version", "avatar"])
        index_group(group)
        changed = {name: value for name, value in checked.items() if before[name] != value}
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="group.edited", target=f"group:{public_id}",
            before={name: before[name] for name in changed}, after=changed,
        )  # fmt: skip
    return group
