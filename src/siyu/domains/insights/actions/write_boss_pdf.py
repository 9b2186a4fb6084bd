"""Print the boss report on one A4 page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siyu.domains.facts.channels import channel_label
from siyu.domains.insights import report as printed
from siyu.domains.insights.templatetags.insights import figure, short_figure
from siyu.domains.insights.types import BossNumber, BossReport, BossTrendPoint
from siyu.platform.ui.fonts import page_fonts

PAGE: Final = Path(printed.__file__).with_name("boss.typ")
FINDINGS_AT_MOST: Final = 6
CHANNELS_AT_MOST: Final = 6


def write_boss_pdf(report: BossReport) -> bytes:
    """The report as a PDF in the active language; raises Invalid when no font with Chinese glyphs can be had."""
    families, folders = page_fonts()
    page = {**_words(report), **_figures(report), "fonts": families}
    made = typst.compile(
        str(PAGE),
        font_paths=[str(folder) for folder in folders],
        sys_inputs={"report": json.dumps(page, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


def _words(report: BossReport) -> dict[str, Any]:
    window, before = report.window, report.previous
    at = report.computed_at.astimezone(ZoneInfo(report.time_zone))
    return {
        "title": _("Boss page"),
        "account": report.account_name,
        "language": "zh" if (get_language() or "zh").startswith("zh") else "en",
        "window": f"{window.start} – {window.end}",
        "against": _("against %(start)s – %(end)s") % {"start": before.start, "end": before.end},
        "too_little": ""
        if report.enough
        else _("There is too little data for firm words yet; the figures are shown as they are."),
        "trend_title": _("Where is it going?"),
        "bar_label": _("net paid per month"),
        "line_label": _("share of buyers who had bought before"),
        "no_trend": _("No orders yet."),
        "channels_title": _("Where people bought"),
        "channels_head": [_("channel"), _("paid"), _("buyers"), _("refunded")],
        "tiers_title": _("Who they are"),
        "tiers_head": [_("tier"), _("persons"), _("paid in these days")],
        "findings_title": _("In plain words"),
        "footer": _("Net is money paid minus money refunded. Anonymous orders count as money, not as persons."),
        "computed": _("computed %(at)s (%(zone)s)") % {"at": at.strftime("%Y-%m-%d %H:%M"), "zone": report.time_zone},
    }


def _figures(report: BossReport) -> dict[str, Any]:
    most = max((point.net_paid_fen for point in report.trend), default=0)
    paid = sum(tier.paid_fen for tier in report.tiers)
    every = 1 if len(report.trend) <= 12 else 3
    return {
        "numbers": [_number(number) for number in report.numbers],
        "trend": [
            _point(point, labelled=n % every == 0, running=n == len(report.trend) - 1)
            for n, point in enumerate(report.trend)
        ],
        "channels": [
            {
                "cells": [
                    channel_label(row.channel),
                    short_figure(row.paid_fen, "fen"),
                    short_figure(row.buyers, "persons"),
                    figure(row.refund_rate_gmv, "ratio"),
                ],
                "share": float(row.gmv_share or 0),
            }
            for row in report.channels[:CHANNELS_AT_MOST]
        ],
        "tiers": [
            {
                "cells": [
                    tier.title,
                    short_figure(tier.persons, "persons") if tier.code else "",
                    short_figure(tier.paid_fen, "fen"),
                ],
                "share": tier.paid_fen / paid if paid > 0 else 0,
            }
            for tier in report.tiers
        ],
        "most": short_figure(most, "fen"),
        "findings": [
            {"tone": found.tone, "what": found.what, "why": found.why, "do": found.do}
            for found in report.findings[:FINDINGS_AT_MOST]
        ],
    }


def _number(number: BossNumber) -> dict[str, Any]:
    tone = "note"
    if number.change is not None and abs(number.change) >= 0.005:
        tone = "good" if (number.change > 0) == (number.good_when == "up") else "bad"
    arrow = {"note": "± "}.get(tone, "▲ " if (number.change or 0) > 0 else "▼ ")
    return {
        "title": number.metric.title,
        "value": short_figure(number.value, number.metric.unit),
        "previous": _("was %(value)s") % {"value": short_figure(number.previous, number.metric.unit)},
        "change": f"{arrow}{abs(number.change) * 100:.0f}%" if number.change is not None else "",
        "tone": tone,
        "trend": number.trend,
    }


def _point(point: BossTrendPoint, *, labelled: bool, running: bool) -> dict[str, Any]:
    return {
        "label": point.month if labelled else "",
        "fen": point.net_paid_fen,
        "share": point.returning_share,
        "running": running,
    }
