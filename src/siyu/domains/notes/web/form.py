"""Reading the form of a note, and showing it again with everything typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.media.types import card_shown
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.lists import topics_like
from siyu.domains.notes.rules import PICTURES_MOST, TEXT_MOST, TITLE_MOST
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel.clock import parse_instant
from siyu.kernel.errors import Invalid, SiyuError


def asked_content(request: HttpRequest) -> Content:
    """The content that was sent; `pictures` comes once for each, in order, `card` as kind:id."""
    kind, _colon, object_id = request.POST.get("card", "").partition(":")
    return Content(
        title=request.POST.get("title", ""),
        text=request.POST.get("text", ""),
        pictures=tuple(filter(None, request.POST.getlist("pictures")))[: PICTURES_MOST + 1],
        city=request.POST.get("city", ""),
        place=request.POST.get("place", ""),
        card={"card": kind, "id": object_id} if object_id else {},
    )


def bring_files(user: User, request: HttpRequest, content: Content) -> Content:
    """Without JavaScript the pictures come along with the form: take them in behind those already there."""
    files = request.FILES.getlist("files")[:PICTURES_MOST]
    taken = [receive_upload(user, file.file, file.size or 0).public_id for file in files]  # type: ignore[arg-type]
    return replace(content, pictures=(*content.pictures, *taken))


def asked_time(request: HttpRequest, account: Account) -> datetime:
    """When it is to appear, as the account's clock says; raises Invalid."""
    try:
        return parse_instant(request.POST.get("publish_at", ""), account.time_zone)
    except ValueError as unreadable:
        raise Invalid(_("Choose a day and a time."), field="publish_at") from unreadable


def shown_form(
    accounts: Sequence[Account],
    request: HttpRequest,
    *,
    note: Note | None = None,
    public_id: str = "",
    refused: SiyuError | None = None,
) -> dict[str, Any]:
    """What the form shows: the note, or what was just sent."""
    content = _content_of(note) if note else asked_content(request)
    if not note and request.method != "POST":
        content = replace(content, card=_card_asked(request))
    chosen = request.POST.get("account") or request.GET.get("account")
    account = next((one for one in accounts if one.slug == chosen), accounts[0])
    publish_at = request.POST.get("publish_at", "")
    if note and note.publish_at:
        publish_at = note.publish_at.astimezone(ZoneInfo(account.time_zone)).strftime("%Y-%m-%dT%H:%M")
    pictures = assets_in_order(content.pictures)
    mine = [asset for asset in pictures if asset.owner_id == request.user.pk or (note and asset in pictures)]
    return {
        "accounts": accounts,
        "account": account,
        "content": content,
        "pictures": mine,
        "note": note,
        "note_id": note.public_id if note else public_id or request.POST.get("note", ""),
        "draft": note is None or note.state == Note.State.DRAFT,
        "card": card_shown(account, content.card) if content.card else None,
        "card_value": f"{content.card['card']}:{content.card['id']}" if content.card else "",
        "publish_at": publish_at,
        "refused": refused,
        "faults": refused.data.get("faults", {}) if refused else {},
        "topics": topics_like(""),
        "title_most": TITLE_MOST,
        "text_most": TEXT_MOST,
        "pictures_most": PICTURES_MOST,
    }


def _content_of(note: Note) -> Content:
    return Content(note.title, note.text, tuple(note.pictures), note.city, note.place, note.card)


def _card_asked(request: HttpRequest) -> dict[str, Any]:
    kind, _colon, object_id = request.GET.get("card", "").partition(":")
    return {"card": kind, "id": object_id} if object_id else {}
