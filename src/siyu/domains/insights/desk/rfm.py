"""The RFM map: where people and money stand, and what to do with each group."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.insights.queries.rfm_map import rfm_map
from siyu.domains.insights.types import RfmMap
from siyu.platform.http.desk import DeskRequest, desk_page

_INKS = 9


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """Twenty-five fields, each a door to its people; named groups with advice."""
    found = rfm_map(request.desk.account)
    fans = reverse("console:fans:list", kwargs={"slug": request.desk.account.slug})
    return render(request, "insights/rfm.html", {"map": found, "rows": grid(found, fans)})


def grid(found: RfmMap, fans: str) -> list[dict[str, Any]]:
    """Rows of the map, best recency on top, frequency growing to the right; `ink` 0-9 grows with people."""
    most = max((cell.persons for cell in found.cells), default=0)
    by_place = {(cell.r, cell.f): cell for cell in found.cells}
    return [
        {
            "r": r,
            "name": _("R%(score)s") % {"score": r},
            "cells": [
                {
                    "cell": by_place[r, f],
                    "ink": round(by_place[r, f].persons * _INKS / most) if most else 0,
                    "url": f"{fans}?rfm_r={r}&rfm_f={f}",
                }
                for f in range(1, 6)
                if (r, f) in by_place
            ],
        }
        for r in range(5, 0, -1)
    ]
