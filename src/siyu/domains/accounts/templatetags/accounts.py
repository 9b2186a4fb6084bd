"""Words of accounts in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siyu.domains.accounts.conf import POSITIONINGS
from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import ROLE_LABELS
from siyu.kernel import clock

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
    "staff.invited": _("made an invitation to the staff"),
    "staff.invitation_withdrawn": _("withdrew an invitation"),
    "staff.joined": _("joined by an invitation"),
    "certification.document_added": _("added a document"),
    "certification.document_removed": _("removed a document"),
    "certification.document_seen": _("looked at a document"),
    "certification.submitted": _("handed in for certification"),
    "certification.decided": _("decided the certification"),
    "certification.paid": _("recorded the yearly fee"),
    "certification.lapsed": _("let the certification lapse"),
    "homepage.published": _("published the homepage"),
    "homepage.restored": _("took an earlier homepage as the draft"),
    "matrix.made": _("made an organisation"),
    "matrix.joined": _("joined an organisation"),
    "matrix.left": _("left an organisation"),
    "matrix.sharing_changed": _("changed what is shared in the organisation"),
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


_KEYS = {
    "name": pgettext_lazy("audit log", "name"),
    "before": pgettext_lazy("audit log", "before"),
    "after": pgettext_lazy("audit log", "after"),
    "tag": pgettext_lazy("audit log", "tag"),
    "persons": pgettext_lazy("audit log", "fans"),
    "role": pgettext_lazy("audit log", "role"),
    "form": pgettext_lazy("audit log", "file"),
    "query": pgettext_lazy("audit log", "filters"),
    "email": pgettext_lazy("audit log", "e-mail"),
    "file": pgettext_lazy("audit log", "file"),
    "rows": pgettext_lazy("audit log", "rows"),
    "orders": pgettext_lazy("audit log", "orders"),
    "decision": pgettext_lazy("audit log", "decision"),
    "reason": pgettext_lazy("audit log", "reason"),
    "slug": pgettext_lazy("audit log", "segment"),
    "time_zone": pgettext_lazy("audit log", "time zone"),
    "user": pgettext_lazy("audit log", "user"),
}
_TARGETS = {
    "account": pgettext_lazy("audit log", "account"),
    "segment": pgettext_lazy("audit log", "segment"),
    "view": pgettext_lazy("audit log", "view"),
    "person": pgettext_lazy("audit log", "fan"),
    "tag": pgettext_lazy("audit log", "tag"),
    "import": pgettext_lazy("audit log", "import"),
    "user": pgettext_lazy("audit log", "staff"),
    "staff": pgettext_lazy("audit log", "staff"),
    "merge": pgettext_lazy("audit log", "merge"),
    "review": pgettext_lazy("audit log", "match"),
    "mapping": pgettext_lazy("audit log", "mapping"),
}
_MACHINE = ("tree", "token", "mapping")
_SHORT = 60


@register.filter
def log_data(data: dict[str, Any]) -> list[tuple[str | Promise, str]]:
    """What an entry of the audit log says, for people: no trees, nothing empty, structures as `key: value`."""
    return [
        (_KEYS.get(key, key), said if len(said) <= _SHORT else f"{said[:_SHORT]}…")
        for key, value in data.items()
        if key not in _MACHINE and (said := _said(value))
    ]


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{_KEYS.get(key, key)}: {_said(one)}" for key, one in value.items() if key not in _MACHINE)
    if isinstance(value, list | tuple):
        return "、".join(map(_said, value))
    return "" if value is None else str(value)


@register.filter
def log_target(target: str) -> str:
    """What an entry of the audit log is about: `segment:8` in words."""
    kind, colon, which = target.partition(":")
    if kind not in _TARGETS:
        return target
    return f"{_TARGETS[kind]} {which if kind == 'tag' else '#' + which}" if colon else str(_TARGETS[kind])


@register.filter
def role_label(role: str) -> str | Promise:
    """What a role is called on screen."""
    return ROLE_LABELS.get(role, role)


@register.filter
def kind_label(kind: str) -> str | Promise:
    """What a kind of account is called on screen."""
    return _KINDS.get(kind, kind)


_STATES = {
    "": _("Not handed in"),
    "submitted": _("Being reviewed"),
    "refused": _("Refused"),
    "approved": _("Fee is due"),
    "valid": _("Certified"),
    "lapsed": _("Lapsed"),
}


@register.filter
def certification_label(state: str) -> str | Promise:
    """Where a certification stands, in words."""
    return _STATES.get(state, state)


@register.filter
def positioning_label(code: str) -> str | Promise:
    """What an account is about, in words; empty for none."""
    return POSITIONINGS.get(code, "")


@register.inclusion_tag("accounts/mark.html")
def account_mark(account: Account) -> dict[str, Any]:
    """The mark of an account: what it is about, and 企业认证 while its certification holds. Asks no database."""
    until = account.certified_until
    return {
        "certified": until is not None and until > clock.now(),
        "about": POSITIONINGS.get(account.positioning, ""),
    }
