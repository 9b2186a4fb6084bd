"""Words of accounts in templates."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.types import ROLE_LABELS

register = template.Library()
_KINDS = {"personal": _("Personal account"), "enterprise": _("Enterprise account")}

_ACTS = {
    "account.opened": _("opened the account"),
    "account.changed": _("changed the account"),
    "account.tuned": _("changed the rules"),
    "staff.added": _("added staff"),
    "staff.removed": _("removed staff"),
    "staff.restored": _("took a removal back"),
    "staff.role_changed": _("changed a role"),
    "staff.link_made": _("made a password link"),
    "person.remarked": _("changed a remark"),
    "person.tagged": _("tagged a fan"),
    "person.untagged": _("untagged a fan"),
    "persons.tagged": _("tagged many fans"),
    "persons.untagged": _("untagged many fans"),
    "persons.exported": _("exported fans"),
    "persons.merged": _("merged fans"),
    "merge.undone": _("undid a merge"),
    "review.decided": _("decided a match"),
    "events.imported": _("imported events"),
    "import.received": _("uploaded a file"),
    "import.started": _("started an import"),
    "import.finished": _("finished an import"),
    "import.cancelled": _("cancelled an import"),
    "import.reopened": _("reopened an import"),
    "mapping.saved": _("saved a mapping"),
    "segment.saved": _("saved a segment"),
    "segment.exported": _("exported a segment"),
    "segment.deleted": _("deleted a segment"),
    "segment.restored": _("restored a segment"),
    "view.saved": _("saved a view"),
    "view.renamed": _("renamed a view"),
    "view.deleted": _("deleted a view"),
}


@register.filter
def act_label(act: str) -> str | Promise:
    """What an audited act is called on screen; acts without words show their code."""
    return _ACTS.get(act, act)


@register.filter
def role_label(role: str) -> str | Promise:
    """What a role is called on screen."""
    return ROLE_LABELS.get(role, role)


@register.filter
def kind_label(kind: str) -> str | Promise:
    """What a kind of account is called on screen."""
    return _KINDS.get(kind, kind)
