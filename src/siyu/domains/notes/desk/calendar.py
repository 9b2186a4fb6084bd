"""The calendar of what appeared and what will."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from siyu.domains.notes.queries import desk_lists
from siyu.kernel import clock
from siyu.platform.http.desk import DeskRequest, desk_page


@desk_page("content.view")
def show(request: DeskRequest) -> HttpResponse:
    """One month of the account's clock, weeks from Monday on; `?month=2026-11` names another."""
    today = clock.local_day(clock.now(), request.desk.account.time_zone)
    month = _month(request.GET.get("month", ""), today)
    days = desk_lists.calendar(request.desk, month)
    before = [None] * month.weekday()
    shown = ({"day": day, "notes": notes, "today": day == today} for day, notes in days)
    after = [None] * (-(len(before) + len(days)) % 7)
    cells = [*before, *shown, *after]
    context = {
        "cells": cells,
        "month": month,
        "previous": (month - timedelta(days=1)).replace(day=1),
        "next": (month + timedelta(days=32)).replace(day=1),
        "weekdays": [date(2024, 1, 1) + timedelta(days=number) for number in range(7)],
        "planned": sum(note.state == "scheduled" for _day, notes in days for note in notes),
    }
    return render(request, "notes/desk_calendar.html", context)


def _month(asked: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        found = today
    return found.replace(day=1) if 2000 <= found.year <= 2100 else today.replace(day=1)
