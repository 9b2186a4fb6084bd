"""What the audit log calls an act, what it was about and its details: words for codes."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siyu.domains.accounts.types import ROLE_LABELS, log_values

Words = str | Promise
_ACTS: Final[dict[str, Words]] = {
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
"""Acts with a sentence of their own; any other is called by what it is about and what was done."""
_SUBJECTS: Final[dict[str, Words]] = {
    "account": pgettext_lazy("audit log", "account"),
    "case": pgettext_lazy("audit log", "report"),
    "chain": pgettext_lazy("audit log", "chain"),
    "chain_entry": pgettext_lazy("audit log", "chain entry"),
    "checkin": pgettext_lazy("audit log", "check-in"),
    "comment": pgettext_lazy("audit log", "comment"),
    "convention": pgettext_lazy("audit log", "convention"),
    "erasure": pgettext_lazy("audit log", "erasure"),
    "export": pgettext_lazy("audit log", "export of own data"),
    "follow_up": pgettext_lazy("audit log", "follow-up"),
    "group": pgettext_lazy("audit log", "group"),
    "group_member": pgettext_lazy("audit log", "member of a group"),
    "import": pgettext_lazy("audit log", "import"),
    "importjob": pgettext_lazy("audit log", "import"),
    "mapping": pgettext_lazy("audit log", "mapping"),
    "merge": pgettext_lazy("audit log", "merge"),
    "message": pgettext_lazy("audit log", "message"),
    "note": pgettext_lazy("audit log", "note"),
    "penalty": pgettext_lazy("audit log", "penalty"),
    "person": pgettext_lazy("audit log", "fan"),
    "poll": pgettext_lazy("audit log", "poll"),
    "programme": pgettext_lazy("audit log", "programme"),
    "quiz": pgettext_lazy("audit log", "quiz"),
    "replication": pgettext_lazy("audit log", "copying a group"),
    "review": pgettext_lazy("audit log", "match"),
    "route": pgettext_lazy("audit log", "route"),
    "run": pgettext_lazy("audit log", "run of a route"),
    "segment": pgettext_lazy("audit log", "segment"),
    "staff": pgettext_lazy("audit log", "staff"),
    "tag": pgettext_lazy("audit log", "tag"),
    "thread": pgettext_lazy("audit log", "conversation"),
    "user": pgettext_lazy("audit log", "staff"),
    "view": pgettext_lazy("audit log", "view"),
    "word": pgettext_lazy("audit log", "word"),
    "words": pgettext_lazy("audit log", "words"),
}
_VERBS: Final[dict[str, Words]] = {
    "active": pgettext_lazy("audit log", "let in"),
    "added": pgettext_lazy("audit log", "added"),
    "announced": pgettext_lazy("audit log", "announced"),
    "answered": pgettext_lazy("audit log", "answered"),
    "appointed": pgettext_lazy("audit log", "role changed"),
    "approved": pgettext_lazy("audit log", "let in"),
    "asked": pgettext_lazy("audit log", "asked for"),
    "assigned": pgettext_lazy("audit log", "assigned"),
    "banned": pgettext_lazy("audit log", "put out for good"),
    "cancelled": pgettext_lazy("audit log", "called off"),
    "cloned": pgettext_lazy("audit log", "copied"),
    "closed": pgettext_lazy("audit log", "closed"),
    "copied": pgettext_lazy("audit log", "copied"),
    "decided": pgettext_lazy("audit log", "decided"),
    "deleted": pgettext_lazy("audit log", "deleted"),
    "dissolved": pgettext_lazy("audit log", "dissolved"),
    "done": pgettext_lazy("audit log", "done"),
    "drafted": pgettext_lazy("audit log", "drafted"),
    "dropped": pgettext_lazy("audit log", "draft thrown away"),
    "edited": pgettext_lazy("audit log", "edited"),
    "exported": pgettext_lazy("audit log", "exported"),
    "hidden": pgettext_lazy("audit log", "hidden"),
    "imported": pgettext_lazy("audit log", "imported"),
    "invitation_made": pgettext_lazy("audit log", "invitation made"),
    "invited": pgettext_lazy("audit log", "fans invited"),
    "invited_many": pgettext_lazy("audit log", "a segment invited"),
    "lifted": pgettext_lazy("audit log", "lifted"),
    "made": pgettext_lazy("audit log", "made"),
    "members_exported": pgettext_lazy("audit log", "members exported"),
    "moved": pgettext_lazy("audit log", "moved"),
    "muted": pgettext_lazy("audit log", "muted"),
    "not_picked_up": pgettext_lazy("audit log", "not picked up"),
    "opened": pgettext_lazy("audit log", "opened"),
    "parallel_opened": pgettext_lazy("audit log", "parallel group opened"),
    "phone_changed": pgettext_lazy("audit log", "phone changed"),
    "picked_up": pgettext_lazy("audit log", "picked up"),
    "pinned": pgettext_lazy("audit log", "pinned"),
    "published": pgettext_lazy("audit log", "published"),
    "recalled": pgettext_lazy("audit log", "recalled"),
    "refused": pgettext_lazy("audit log", "refused"),
    "remarked": pgettext_lazy("audit log", "remark changed"),
    "removed": pgettext_lazy("audit log", "removed"),
    "reopened": pgettext_lazy("audit log", "reopened"),
    "replicated": pgettext_lazy("audit log", "copied with its play"),
    "restored": pgettext_lazy("audit log", "restored"),
    "retried": pgettext_lazy("audit log", "tried again"),
    "run_undone": pgettext_lazy("audit log", "run undone"),
    "saved": pgettext_lazy("audit log", "saved"),
    "shown": pgettext_lazy("audit log", "shown again"),
    "silent_nudged": pgettext_lazy("audit log", "the silent called"),
    "switched": pgettext_lazy("audit log", "switched on or off"),
    "transferred": pgettext_lazy("audit log", "handed over"),
    "unbanned": pgettext_lazy("audit log", "may come back"),
    "undone": pgettext_lazy("audit log", "undone"),
    "unpinned": pgettext_lazy("audit log", "unpinned"),
    "written": pgettext_lazy("audit log", "written"),
}
_KEYS: Final[dict[str, Words]] = {
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
    "part": pgettext_lazy("audit log", "part"),
    "verdict": pgettext_lazy("audit log", "what happens"),
    "outcome": pgettext_lazy("audit log", "decision"),
    "category": pgettext_lazy("audit log", "rule"),
    "was": pgettext_lazy("audit log", "before"),
    "to": pgettext_lazy("audit log", "to"),
    "count": pgettext_lazy("audit log", "count"),
    "note": pgettext_lazy("audit log", "remark"),
    "state": pgettext_lazy("audit log", "state"),
    "version": pgettext_lazy("audit log", "version"),
    "members": pgettext_lazy("audit log", "members"),
    "minutes": pgettext_lazy("audit log", "minutes"),
    "days": pgettext_lazy("audit log", "days"),
    "group": pgettext_lazy("audit log", "group"),
    "users": pgettext_lazy("audit log", "people"),
    "source": pgettext_lazy("audit log", "from"),
    "question": pgettext_lazy("audit log", "question"),
    "words": pgettext_lazy("audit log", "text"),
    "segment": pgettext_lazy("audit log", "segment"),
    "title": pgettext_lazy("audit log", "title"),
    "marks": pgettext_lazy("audit log", "check-ins"),
    "entries": pgettext_lazy("audit log", "entries"),
    "new": pgettext_lazy("audit log", "new ones"),
    "number": pgettext_lazy("audit log", "number"),
    "greeting": pgettext_lazy("audit log", "greeting"),
    "sla_minutes": pgettext_lazy("audit log", "answers within minutes"),
    "opens": pgettext_lazy("audit log", "opens"),
    "closes": pgettext_lazy("audit log", "closes"),
    "positioning": pgettext_lazy("audit log", "what it is about"),
}
_MACHINE: Final = ("tree", "token", "mapping", "part")
_BARE: Final = ("tag", "word")
_SHORT: Final = 60


def act_words(act: str) -> str:
    """What an audited act is called on screen; what nothing names shows its code."""
    if act in _ACTS:
        return str(_ACTS[act])
    subject, _dot, verb = act.partition(".")
    if subject not in _SUBJECTS or verb not in _VERBS:
        return act
    return _now("%(subject)s: %(verb)s") % {"subject": _SUBJECTS[subject], "verb": _VERBS[verb]}


def target_words(target: str) -> str:
    """What an entry is about: `segment:8` in words; of a long public id the first letters."""
    kind, colon, which = target.partition(":")
    if kind not in _SUBJECTS:
        return target
    if not colon:
        return str(_SUBJECTS[kind])
    short = which if kind in _BARE else f"#{which if which.isdigit() else which[:6]}"
    return f"{_SUBJECTS[kind]} {short}"


def data_words(data: dict[str, Any]) -> list[tuple[Words, str]]:
    """What an entry says, for people: no trees, nothing empty, structures as `key: value`."""
    return [
        (_KEYS.get(key, key), said if len(said) <= _SHORT else f"{said[:_SHORT]}…")
        for key, value in data.items()
        if key not in _MACHINE and (said := _said(key, value))
    ]


def _said(key: str, value: Any) -> str:
    if key in log_values:
        return log_values[key](value)
    if key == "role":
        return str(ROLE_LABELS.get(str(value), value))
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, dict):
        parts = ((name, _said(name, one)) for name, one in value.items() if name not in _MACHINE)
        return "，".join(f"{_KEYS.get(name, name)}: {said}" for name, said in parts if said)
    if isinstance(value, list | tuple):
        return "、".join(_said("", one) for one in value)
    return "" if value is None else str(value)
