"""The chains of a group, one chain, and taking part in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.chains.actions.join_chain import join_chain
from siyu.domains.chains.actions.withdraw_entry import return_entry, withdraw_entry
from siyu.domains.chains.errors import NotEnoughLeft
from siyu.domains.chains.queries.access import see_chain
from siyu.domains.chains.queries.lists import chain_page as chains_of
from siyu.domains.chains.queries.pages import chain_page
from siyu.domains.chains.types import may_start
from siyu.domains.chains.web.asking import address, asker, broken_address, read_wanted, to_chain
from siyu.domains.chains.web.reading import entry_values, read_entry_form
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.moderation.errors import RefusedText
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform.http import member as guard
from siyu.platform.http.toasts import toast


@require_GET
@guard.member_page
def listing(request: HttpRequest, group: str) -> HttpResponse:
    """The chains of the group."""
    lead = lead_as_member(request.user, group)
    search = request.GET.get("q", "").strip()[:30]
    try:
        page = chains_of(lead, search=search, cursor=request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    context = {"group": lead.group, "page": page, "search": search, "may_start": may_start(lead)}
    return render(request, "chains/list.html", context)


@require_GET
@guard.member_page
def chain(request: HttpRequest, group: str, chain: str) -> HttpResponse:
    """One chain: what there is, my entry, the list."""
    return _page(request, group, chain)


@require_POST
@guard.member_page
def join(request: HttpRequest, group: str, chain: str) -> HttpResponseBase:
    """Join, or change my entry."""
    try:
        entry = join_chain(asker(request), group, chain, read_entry_form(request.POST))
    except (Invalid, NotEnoughLeft, RefusedText) as trouble:
        return _page(request, group, chain, trouble)
    words = _("You are number %(n)s.") % {"n": entry.number}
    return toast(request, to_chain(group, chain), words)


@require_POST
@guard.member_page
def withdraw(request: HttpRequest, group: str, chain: str) -> HttpResponseBase:
    """Withdraw; the toast brings it back."""
    withdraw_entry(asker(request), group, chain)
    return toast(request, to_chain(group, chain), _("You are out of the chain."), undo=address("again", group, chain))


@require_POST
@guard.member_page
def again(request: HttpRequest, group: str, chain: str) -> HttpResponseBase:
    """Take again what was withdrawn."""
    entry = return_entry(asker(request), group, chain)
    return toast(request, to_chain(group, chain), _("You are number %(n)s.") % {"n": entry.number})


def _page(request: HttpRequest, group: str, chain: str, trouble: SiyuError | None = None) -> HttpResponse:
    sight = see_chain(request.user, group, chain)
    try:
        context = chain_page(sight, read_wanted(request), request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    values = entry_values(context["entry"], context["taken"], request.POST if trouble else None)
    wrong = trouble.data.get("field", "items") if trouble else ""
    more = {"values": values, "trouble": trouble, "wrong": wrong}
    return render(request, "chains/chain.html", {**context, **more}, status=trouble.status if trouble else 200)
