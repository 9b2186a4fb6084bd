"""What stages, identities and reasons are called on screen."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.conf import TierStep

Text = str | Promise

STAGES: Final[dict[str, Text]] = {
    "prospect": _("Prospect"),
    "new": _("New"),
    "active": _("Active"),
    "loyal": _("Loyal"),
    "lapsing": _("Lapsing"),
    "lost": _("Lost"),
}
STAGE_COLOURS: Final = {"new": "amber", "active": "jade", "loyal": "indigo", "lapsing": "red", "prospect": "plum"}
IDENTITIES: Final[dict[str, Text]] = {
    "key": _("Key"),
    "nick": _("Nick"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "unionid": _("UnionID"),
    "openid": _("OpenID"),
    "external_userid": _("WeCom contact"),
}
REASONS: Final[dict[str, Text]] = {
    "same_phone": _("Same phone number"),
    "same_email": _("Same e-mail address"),
    "same_name_city": _("Same name in the same city"),
    "same_nick": _("Same nick on two channels"),
    "masked_phone": _("Masked phone numbers fit"),
}


def kind_label(kind: str) -> str:
    """What a kind of fact is called in the active language."""
    known = KINDS.get(kind)
    if known is None:
        return kind
    return known.zh if (get_language() or "").startswith("zh") else known.en


def tier_label(step: TierStep | None) -> Text:
    """What a tier is called in the active language."""
    if step is None:
        return _("No tier")
    return step.zh if (get_language() or "").startswith("zh") else step.en


def evidence_words(evidence: dict[str, object]) -> list[str]:
    """What an identity or a weak match rests on, in words: the sign itself, the import and row, the order."""
    said = []
    if "shown" in evidence:
        said.append(f"{IDENTITIES.get(str(evidence.get('kind')), evidence.get('kind'))} {evidence['shown']}")
    source = str(evidence.get("source", ""))
    if source.startswith("import:"):
        where = {"number": source.removeprefix("import:"), "row": evidence.get("row", "–")}
        said.append(gettext("import %(number)s, row %(row)s") % where)
    if "order" in evidence:
        said.append(gettext("order %(number)s") % {"number": evidence["order"]})
    if evidence.get("from") == "events":
        said.append(gettext("from events"))
    return said
