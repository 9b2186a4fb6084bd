"""The homepage 服务号主页 of a pro account: for visitors, as a preview for its staff, and as something to share."""

from __future__ import annotations

import io
from typing import Any

import segno
from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.queries.homepage import draft_blocks, published_blocks, shown_blocks, version_of
from siyu.domains.accounts.queries.public import public_account
from siyu.domains.accounts.types import Block
from siyu.domains.members.queries.blocking import account_blocked
from siyu.domains.members.queries.following import followers_of
from siyu.domains.notes.queries.of_account import notes_of
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page, open_page


@require_safe
@open_page
def show(request: HttpRequest, brand: str) -> HttpResponse:
    """What visitors see; whoever blocked the account sees only how to make peace."""
    account = public_account(brand)
    if account_blocked(request.user, account):
        return render(request, "member/homepage/blocked.html", {"account": account})
    return render(request, "member/homepage/page.html", _context(request, account, published_blocks(account)))


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
@require_safe
@member_page
def preview(request: HttpRequest, brand: str) -> HttpResponse:
    """The draft (or `?version=`) as visitors would see it, for the phone frame of the console. NotFound to others."""
    desk = access_desk(request.user, brand)
    desk.require("homepage.edit")
    number = request.GET.get("version", "")
    blocks = version_of(desk.account, int(number)).blocks if number.isdigit() else draft_blocks(desk.account)
    return render(request, "member/homepage/preview.html", _context(request, desk.account, blocks))


@require_safe
@open_page
def notes(request: HttpRequest, brand: str) -> HttpResponse:
    """Every note of the account, an endless list."""
    account = public_account(brand)
    page = notes_of(account, request.GET.get("cursor", ""))
    template = (
        "member/homepage/note_cards.html" if getattr(request, "htmx", False) else "member/homepage/all_notes.html"
    )
    return render(request, template, {"account": account, "page": page})


@require_safe
@open_page
def share(request: HttpRequest, brand: str) -> HttpResponse:
    """The QR and the address, to send or to print."""
    account = public_account(brand)
    return render(request, "member/homepage/share.html", {"account": account, "address": _address(request, account)})


@require_safe
@open_page
@limited("accounts.code", "60/minute", by="ip")
def code(request: HttpRequest, brand: str) -> HttpResponse:
    """The QR of the homepage as a picture (SVG)."""
    picture = io.BytesIO()
    made = segno.make(_address(request, public_account(brand)), error="m", micro=False)
    made.save(picture, kind="svg", scale=8, border=3, dark="#1f1a17", light="#fff", xmldecl=False, omitsize=True)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _context(request: HttpRequest, account: Account, blocks: list[Block]) -> dict[str, Any]:
    shown = shown_blocks(account, blocks, request.user)
    about = next((one.context["text"] for one in shown if one.component == "about"), "")
    banner = next((one.context["slides"][0][0] for one in shown if one.component == "banner"), None)
    origin = f"{request.scheme}://{request.get_host()}"
    return {
        "account": account,
        "blocks": shown,
        "followers": followers_of([account.pk])[account.pk],
        "about": about,
        "share_picture": origin + banner.share_url if banner and banner.share_url else "",
        "address": _address(request, account),
        "write_url": _write_url(account),
    }


def _address(request: HttpRequest, account: Account) -> str:
    return request.build_absolute_uri(reverse("account_home", args=[account.slug]))


def _write_url(account: Account) -> str:
    """Where a member writes to the account; empty while no domain has that room."""
    try:
        return reverse("support:entrance", args=[account.slug])
    except NoReverseMatch:
        return ""
