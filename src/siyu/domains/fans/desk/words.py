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
    "phone_of_another_name": _("Same phone number under different names"),
    "keys_of_two_fans": _("One row names two fans by their keys"),
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
    said = [*_masked_words(evidence)] if "confidence" in evidence else []
    if "shown" in evidence:
        said.append(f"{IDENTITIES.get(str(evidence.get('kind')), evidence.get('kind'))} {evidence['shown']}")
    source = str(evidence.get("source", ""))
    if source.startswith("import:") and "row" in evidence:
        where = {"number": source.removeprefix("import:"), "row": evidence.get("row", "–")}
        said.append(gettext("import %(number)s, row %(row)s") % where)
    if "order" in evidence:
        said.append(gettext("order %(number)s") % {"number": evidence["order"]})
    if evidence.get("from") == "events":
        said.append(gettext("from events"))
    return said


def _masked_words(evidence: dict[str, object]) -> list[str]:
    """How sure a match by masked traces is, and what fits what: numbers, receivers, the city."""
    sure = float(str(evidence["confidence"]))
    level = gettext("very likely") if sure > 0.8 else gettext("likely") if sure > 0.6 else gettext("possible")
    said = [gettext("%(level)s, %(share)d %%") % {"level": level, "share": round(100 * sure)}]
    for name in ("phones", "receivers"):
        pair = evidence.get(name)
        if isinstance(pair, list):
            said.append(" ↔ ".join(dict.fromkeys(map(str, pair))))
    return [*said, str(evidence.get("city", ""))]
