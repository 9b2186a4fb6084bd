"""Staff take an entry out of a chain, with a reason, and bring it back."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from siyu.domains.chains.actions.remove_entry import remove_entry, restore_entry
from siyu.domains.chains.errors import NotEnoughLeft
from siyu.domains.chains.queries.access import see_as_staff
from siyu.domains.chains.web.removing import TROUBLES, removed_words, removing_context, restored_words
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


def _address(request: DeskRequest, name: str, **more: object) -> str:
    return reverse(f"console:chains_desk:{name}", kwargs={"slug": request.desk.account.slug, **more})


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def remove(request: DeskRequest, group: str, chain: str, number: int) -> HttpResponseBase:
    """Ask why, then take the entry out; the toast brings it back."""
    sight, trouble = see_as_staff(request.desk, group, chain), None
    if request.method == "POST":
        try:
            remove_entry(sight, number, request.POST.get("reason", ""))
            undo = _address(request, "restore", group=group, chain=chain, number=number)
            back = HttpResponseRedirect(_address(request, "chain", group=group, chain=chain))
            return toast(request, back, removed_words(number), undo=undo)
        except TROUBLES as wrong:
            trouble = wrong
    context = {
        **removing_context(request, sight, number, trouble), **desk_head(request.desk, sight.lead.group, "chains"),
    }  # fmt: skip
    return render(request, "chains/desk/remove.html", context, status=trouble.status if trouble else 200)


@require_POST
@desk_page("groups.manage")
def restore(request: DeskRequest, group: str, chain: str, number: int) -> HttpResponseBase:
    """Let it stand again."""
    back = HttpResponseRedirect(_address(request, "chain", group=group, chain=chain))
    try:
        restore_entry(see_as_staff(request.desk, group, chain), number)
    except NotEnoughLeft as short:
        return toast(request, back, short.message, bad=True)
    return toast(request, back, restored_words(number))
