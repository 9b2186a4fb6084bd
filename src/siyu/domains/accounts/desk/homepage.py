"""The homepage editor: pieces in order, each with its form, a phone that shows the draft, publishing, history."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.accounts.actions import change_homepage as changing
from siyu.domains.accounts.actions.publish_homepage import publish_homepage, restore_version
from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.homepage import draft_blocks, history_of, homepage_of, in_order, stamp
from siyu.domains.accounts.types import Block, Option, homepage_components
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_safe
@desk_page("homepage.edit")
def show(request: DeskRequest) -> HttpResponse:
    """The editor; `?block=` opens the form of one piece."""
    return _page(request, request.GET.get("block", ""))


@require_POST
@desk_page("homepage.edit")
def add(request: DeskRequest) -> HttpResponse:
    """A new piece at the end, with its form open."""
    try:
        made = changing.add_block(request.desk, request.POST.get("component", ""))
    except Invalid as refused:
        return toast(request, _page(request, ""), refused.message, bad=True)
    return _page(request, made["id"])


@require_POST
@desk_page("homepage.edit")
def change(request: DeskRequest, block: str) -> HttpResponse:
    """Save one piece; what is refused stays in the form."""
    asked = _asked(request, block)
    try:
        changing.change_block(
            request.desk, block, title=request.POST.get("title", ""), shown=bool(request.POST.get("shown")),
            options=asked, was=request.POST.get("was", ""),
        )  # fmt: skip
    except SiyuError as refused:
        if refused.status == 404:
            raise
        return _page(request, block, refused=refused, asked=asked)
    return toast(request, _page(request, ""), _("Kept in the draft. Publish when it looks right."))


@require_POST
@desk_page("homepage.edit")
def move(request: DeskRequest, block: str) -> HttpResponse:
    """Put a piece at a place."""
    place = request.POST.get("place", "")
    if not place.lstrip("-").isdigit():
        raise Invalid(_("Where to?"), field="place")
    changing.move_block(request.desk, block, int(place))
    return _page(request, request.POST.get("open", ""))


@require_POST
@desk_page("homepage.edit")
def remove(request: DeskRequest, block: str) -> HttpResponse:
    """Take a piece away; can be undone."""
    token = changing.remove_block(request.desk, block)
    undo = reverse("console:accounts_desk:homepage_undo", kwargs={"slug": request.desk.account.slug, "token": token})
    return toast(request, _page(request, ""), _("Removed from the draft."), undo=undo)


@require_POST
@desk_page("homepage.edit")
def undo(request: DeskRequest, token: str) -> HttpResponse:
    """Bring a removed piece back; 204, who asked loads the page again."""
    changing.restore_block(request.desk, token)
    return HttpResponse(status=204)


@require_POST
@desk_page("homepage.edit")
def publish(request: DeskRequest) -> HttpResponse:
    """Show the draft to everyone."""
    back = redirect("console:accounts_desk:homepage", slug=request.desk.account.slug)
    revision = request.POST.get("revision", "")
    try:
        made = publish_homepage(request.desk, int(revision) if revision.isdigit() else -1)
    except SiyuError as refused:
        return toast(request, back, refused.message, bad=True)
    return toast(request, back, _("Published as version %(number)d.") % {"number": made.number})


@require_POST
@desk_page("homepage.edit")
def restore(request: DeskRequest, number: int) -> HttpResponse:
    """Take an earlier version as the draft."""
    restore_version(request.desk, number)
    back = redirect("console:accounts_desk:homepage", slug=request.desk.account.slug)
    return toast(request, back, _("Version %(number)d is the draft now. Publish it to show it.") % {"number": number})


def _page(
    request: DeskRequest, opened: str, *, refused: SiyuError | None = None, asked: dict[str, Any] | None = None
) -> HttpResponse:
    account = request.desk.account
    if request.method == "POST" and not getattr(request, "htmx", False) and refused is None:
        address = reverse("console:accounts_desk:homepage", kwargs={"slug": account.slug})
        return redirect(f"{address}?block={opened}" if opened else address)
    homepage, blocks = homepage_of(account), draft_blocks(account)
    chosen = next((one for one in blocks if one["id"] == opened), None)
    context = {
        "rows": [_row(one, place) for place, one in enumerate(blocks)],
        "last": len(blocks) - 1,
        "offered": [(name, one) for name, one in in_order() if not (one.once and _has(blocks, name))],
        "opened": _form(account, chosen, asked) if chosen else None,
        "refused": refused,
        "homepage": homepage,
        "revision": homepage.revision if homepage else 0,
        "changed": homepage is None or homepage.version is None or homepage.version.blocks != blocks,
        "history": history_of(account),
    }
    template = "accounts/homepage_editor.html" if getattr(request, "htmx", False) else "accounts/homepage.html"
    return render(request, template, context, status=422 if refused else 200)


def _row(block: Block, place: int) -> dict[str, Any]:
    name = block["component"]
    known = dict(homepage_components)
    component = known.get(name)
    return {
        "block": block, "place": place, "up": place - 1, "down": place + 1,
        "label": component.label if component else name, "icon": component.icon if component else "box",
    }  # fmt: skip


def _has(blocks: list[Block], component: str) -> bool:
    return any(one["component"] == component for one in blocks)


def _form(account: Account, block: Block, asked: dict[str, Any] | None) -> dict[str, Any]:
    component = homepage_components[block["component"]]
    kept = block["options"] if asked is None else asked
    fields = [_field(account, option, kept.get(option.name, option.default)) for option in component.options]
    return {"block": block, "component": component, "fields": fields, "stamp": stamp(block)}


def _field(account: Account, option: Option, value: Any) -> dict[str, Any]:
    choices = option.choices(account) if option.choices else []
    if option.kind == "choices":
        ranked = {one: rank for rank, one in enumerate(value)}
        choices = sorted(choices, key=lambda pair: ranked.get(pair[0], len(ranked)))
    return {"option": option, "value": value, "choices": choices}


def _asked(request: DeskRequest, block_id: str) -> dict[str, Any]:
    block = next((one for one in draft_blocks(request.desk.account) if one["id"] == block_id), None)
    if block is None or block["component"] not in homepage_components:
        return {}
    return {
        option.name: request.POST.getlist(option.name)
        if option.kind == "choices"
        else request.POST.get(option.name, "")
        for option in homepage_components[block["component"]].options
    }
