"""The console's pages of a group's chains: list, one chain, its form, and what staff do there."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.export_entries import export_entries
from siyu.domains.chains.actions.hand_out import hand_out
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.actions.move_chain import move_chain
from siyu.domains.chains.queries.access import see_as_staff
from siyu.domains.chains.queries.lists import chain_page as chains_of
from siyu.domains.chains.queries.pages import chain_page
from siyu.domains.chains.types import STATE_LABELS, Sight
from siyu.domains.chains.web.asking import broken_address, read_wanted
from siyu.domains.chains.web.making import TROUBLES, form_context
from siyu.domains.chains.web.reading import read_chain_form
from siyu.domains.chains.web.running import BACK, said
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.domains.groups.types import Lead
from siyu.kernel.errors import SiyuError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast


def _address(request: DeskRequest, name: str, **more: Any) -> str:
    return reverse(f"console:chains_desk:{name}", kwargs={"slug": request.desk.account.slug, **more})


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest, group: str) -> HttpResponse:
    """The chains of a group."""
    lead = lead_as_staff(request.desk, group, "groups.view")
    search, state = request.GET.get("q", "").strip()[:30], request.GET.get("state", "")
    try:
        page = chains_of(lead, state, search, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    context = {
        **desk_head(request.desk, lead.group, "chains"), "page": page, "search": search, "state": state,
        "states": list(STATE_LABELS.items()),
    }  # fmt: skip
    return render(request, "chains/desk/list.html", context)


@require_GET
@desk_page("groups.view")
def chain(request: DeskRequest, group: str, chain: str) -> HttpResponse:
    """One chain: sums, entries, what can be done."""
    sight = see_as_staff(request.desk, group, chain, "groups.view")
    try:
        shown = chain_page(sight, read_wanted(request), request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    return render(request, "chains/desk/chain.html", {**shown, **desk_head(request.desk, sight.lead.group, "chains")})


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def new(request: DeskRequest, group: str) -> HttpResponseBase:
    """Make a chain as the account."""
    lead = lead_as_staff(request.desk, group)
    trouble = None
    if request.method == "POST":
        try:
            made = make_chain(lead, read_chain_form(request.POST, request.desk.account))
            back = HttpResponseRedirect(_address(request, "chain", group=group, chain=made.public_id))
            return toast(request, back, _("The chain is open."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, lead, None, trouble)


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def edit(request: DeskRequest, group: str, chain: str) -> HttpResponseBase:
    """Change a chain."""
    sight = see_as_staff(request.desk, group, chain)
    trouble = None
    if request.method == "POST":
        try:
            edit_chain(sight, read_chain_form(request.POST, request.desk.account))
            back = HttpResponseRedirect(_address(request, "chain", group=group, chain=chain))
            return toast(request, back, _("Saved."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, sight.lead, sight, trouble)


def _form(request: DeskRequest, lead: Lead, sight: Sight | None, trouble: SiyuError | None) -> HttpResponse:
    head = desk_head(request.desk, lead.group, "chains")
    context = {**form_context(request, lead, sight, trouble), **head}
    return render(request, "chains/desk/form.html", context, status=422 if trouble else 200)


@require_POST
@desk_page("groups.manage")
def move(request: DeskRequest, group: str, chain: str, move: str) -> HttpResponseBase:
    """Close, reopen, cancel, restore."""
    move_chain(see_as_staff(request.desk, group, chain), move)
    undo = _address(request, "move", group=group, chain=chain, move=BACK[move]) if move in BACK else ""
    back = HttpResponseRedirect(_address(request, "chain", group=group, chain=chain))
    return toast(request, back, said(move), undo=undo)


@require_POST
@desk_page("groups.manage")
def picked(request: DeskRequest, group: str, chain: str, number: int, done: int) -> HttpResponseBase:
    """Cross off an entry, or take that back."""
    hand_out(see_as_staff(request.desk, group, chain), number, done=bool(done))
    words = _("Number %(n)s has picked up.") if done else _("Number %(n)s has not picked up yet.")
    undo = _address(request, "picked", group=group, chain=chain, number=number, done=0 if done else 1)
    back = HttpResponseRedirect(_address(request, "chain", group=group, chain=chain))
    return toast(request, back, words % {"n": number}, undo=undo)


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest, group: str, chain: str) -> HttpResponse:
    """The entries as a file."""
    sight = see_as_staff(request.desk, group, chain, "fans.export")
    return csv_file(export_entries(sight), f"{request.desk.account.slug}-chain-{chain}")
