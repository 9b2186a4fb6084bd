"""Tell those who review applications that one waits."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.members import leaders_of
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.members.queries.profiles import card_of
from siyu.domains.people.models import User


def tell_leaders(group: Group, applicant: User) -> None:
    """A notice to owner and admins; inside the application's transaction."""
    name = card_of(applicant).name
    notify(
        leaders_of(group),
        "group",
        _("%(name)s wants to join %(group)s") % {"name": name, "group": group.name},
        _("Look at the answers and decide."),
        reverse("groups:requests", kwargs={"group": group.public_id}),
        account=group.account,
    )
