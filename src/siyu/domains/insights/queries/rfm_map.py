"""The RFM map: how many people and how much money stand in each field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Standing
from siyu.domains.insights.types import RfmCell, RfmGroup, RfmMap


@dataclass(frozen=True)
class _Field:
    """One named field of the map: lowest scores it takes; a cell belongs to the first field that takes it."""

    name: str
    title: str
    advice: str
    least_r: int
    least_f: int


FIELDS: Final = (
    _Field(
        "champions", gettext_noop("Champions"), gettext_noop("Give them early access and a person to talk to."), 4, 4
    ),
    _Field(
        "loyal",
        gettext_noop("Loyal"),
        gettext_noop("Invite them to the fan club; show what goes with what they have."),
        3,
        3,
    ),
    _Field(
        "promising",
        gettext_noop("Promising"),
        gettext_noop("Bring the second order soon: care tips, then a fitting offer."),
        4,
        1,
    ),
    _Field(
        "cooling", gettext_noop("Cooling down"), gettext_noop("Show them what is new before they forget you."), 3, 1
    ),
    _Field(
        "at_risk",
        gettext_noop("Good ones at risk"),
        gettext_noop("Write to them personally now; ask what was missing."),
        1,
        3,
    ),
    _Field(
        "asleep",
        gettext_noop("Asleep"),
        gettext_noop("One honest offer in season; otherwise leave them in peace."),
        1,
        1,
    ),
)
"""Fields over recency and frequency (1-5), best first; together they cover all 25 cells."""


def rfm_map(account: Account) -> RfmMap:
    """Persons and net paid per recency x frequency cell and per named group, from the standings as last computed."""
    scored = Standing.objects.of(account).filter(rfm_r__isnull=False)
    rows = scored.values_list("rfm_r", "rfm_f").annotate(Count("person"), Sum("net_paid_fen"), Max("computed_at"))
    found = {(r, f): (persons, fen, at) for r, f, persons, fen, at in rows.order_by()}
    cells = [
        RfmCell(r, f, found[r, f][0] if (r, f) in found else 0, found[r, f][1] if (r, f) in found else 0)
        for r in range(1, 6)
        for f in range(1, 6)
    ]
    return RfmMap(
        cells=cells,
        groups=[_group(field, [cell for cell in cells if field_of(cell.r, cell.f) == field.name]) for field in FIELDS],
        buyers=sum(cell.persons for cell in cells),
        net_paid_fen=sum(cell.net_paid_fen for cell in cells),
        computed_at=max((at for persons, fen, at in found.values()), default=None),
    )


def field_of(r: int, f: int) -> str:
    """The name of the field that a pair of scores belongs to."""
    return next(field.name for field in FIELDS if r >= field.least_r and f >= field.least_f)


def _group(field: _Field, cells: list[RfmCell]) -> RfmGroup:
    return RfmGroup(
        name=field.name,
        title=_(field.title),
        advice=_(field.advice),
        persons=sum(cell.persons for cell in cells),
        net_paid_fen=sum(cell.net_paid_fen for cell in cells),
    )
