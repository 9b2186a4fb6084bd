"""Pages of the platform staff: accounts, users, health."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid
from siyu.kernel.paging import Page, decode_cursor, encode_cursor
from siyu.surfaces.staff.guard import staff_page
from siyu.surfaces.staff.health import health

_PAGE = 50


@staff_page
def home(request: HttpRequest) -> HttpResponse:
    """How the installation is."""
    counts = {"accounts": Account.objects.count(), "users": User.objects.count()}
    return render(request, "staff/home.html", {"health": health(), "counts": counts})


@staff_page
def accounts(request: HttpRequest) -> HttpResponse:
    """Every pro account, newest first."""
    text = request.GET.get("q", "").strip()
    rows = Account.objects.annotate(staff=Count("memberships"))
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(slug__icontains=text))
    return render(request, "staff/accounts.html", {"page": _newest(request, rows), "q": text})


@staff_page
def users(request: HttpRequest) -> HttpResponse:
    """Every log-in, newest first, with the accounts it works for."""
    text = request.GET.get("q", "").strip()
    rows = User.objects.prefetch_related("memberships__account")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text))
    return render(request, "staff/users.html", {"page": _newest(request, rows), "q": text})


def _newest(request: HttpRequest, rows: QuerySet) -> Page:  # type: ignore[type-arg]
    cursor = request.GET.get("cursor", "")
    if cursor:
        try:
            rows = rows.filter(pk__lt=int(decode_cursor(cursor, 1)[0]))
        except ValueError as broken:
            raise Invalid(field="cursor") from broken
    found = list(rows.order_by("-pk")[: _PAGE + 1])
    more = encode_cursor(found[_PAGE - 1].pk) if len(found) > _PAGE else None
    return Page(found[:_PAGE], next_cursor=more)
