"""What of a chain's form may be kept; its makers are told beside the field what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.chains import conf
from siyu.domains.chains.models.chain import INTRO_LENGTH, ITEM_LENGTH, TITLE_LENGTH, UNIT_LENGTH
from siyu.domains.chains.rules import ASKS, one_line
from siyu.domains.chains.types import ChainForm, ItemForm, Pickup
from siyu.domains.chat.rules import clean_text
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.kernel.errors import Invalid
from siyu.kernel.ids import short_id


def checked_columns(lead: Lead, form: ChainForm) -> dict[str, Any]:
    """The columns of a chain whose form is in order. Raises Invalid with the field."""
    title, intro = one_line(form.title), clean_text(form.intro)
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid(_("A chain needs a title of at most %(n)s characters.") % {"n": TITLE_LENGTH}, field="title")
    if len(intro) > INTRO_LENGTH:
        raise Invalid(_("A description has at most %(n)s characters.") % {"n": INTRO_LENGTH}, field="intro")
    if len(form.pictures) > conf.PICTURES_MOST:
        raise Invalid(_("A chain has at most %(n)s pictures.") % {"n": conf.PICTURES_MOST}, field="pictures")
    if "phone" in form.asks and not lead.may(conf.LEADS):
        raise Invalid(_("Only those who lead the group may ask for phone numbers."), field="asks")
    pickups = [_pickup(place) for place in form.pickups if one_line(place.name)]
    if len(pickups) > conf.PICKUPS_MOST:
        raise Invalid(_("A chain has at most %(n)s pick-up points.") % {"n": conf.PICKUPS_MOST}, field="pickups")
    _check_number(form.cap, conf.CAP_MOST, "cap")
    return {
        "title": title, "intro": intro, "pictures": list(dict.fromkeys(form.pictures)), "pickups": pickups,
        "asks": [name for name in ASKS if name in form.asks], "open_list": form.open_list, "cap": form.cap,
        "deadline": form.deadline,
    }  # fmt: skip


def checked_items(form: ChainForm) -> list[dict[str, Any]]:
    """The columns of each item, `id` 0 for a new one. Raises Invalid."""
    items = [item for item in form.items if one_line(item.name)]
    if not items:
        raise Invalid(_("Write at least one item that people can take."), field="items")
    if len(items) > conf.ITEMS_MOST:
        raise Invalid(_("A chain has at most %(n)s items.") % {"n": conf.ITEMS_MOST}, field="items")
    names = [one_line(item.name) for item in items]
    if len(set(names)) < len(names):
        raise Invalid(_("Two items have the same name."), field="items")
    return [_item(item, position) for position, item in enumerate(items)]


def check_deadline(deadline: datetime | None, now: datetime) -> None:
    """Raise Invalid for a deadline that has come already."""
    if deadline is not None and deadline <= now:
        raise Invalid(_("The deadline lies in the past. Choose a later one."), field="deadline")


def _item(item: ItemForm, position: int) -> dict[str, Any]:
    name, unit = one_line(item.name), one_line(item.unit)
    if len(name) > ITEM_LENGTH or len(unit) > UNIT_LENGTH:
        words = _("An item's name has at most %(name)s characters, its unit %(unit)s.")
        raise Invalid(words % {"name": ITEM_LENGTH, "unit": UNIT_LENGTH}, field="items")
    _check_number(item.price_fen, conf.PRICE_MOST, "items", zero=True)
    _check_number(item.cap, conf.CAP_MOST, "items")
    _check_number(item.most, conf.QUANTITY_MOST, "items")
    return {
        "id": item.id, "position": position, "name": name, "unit": unit, "price_fen": item.price_fen,
        "cap": item.cap, "most": item.most,
    }  # fmt: skip


def _pickup(place: Pickup) -> dict[str, str]:
    kept = {"name": one_line(place.name)[:30], "address": one_line(place.address)[:80]}
    return {"id": place.id[:16] or short_id(), **kept, "time": one_line(place.time)[:40]}


def _check_number(number: int | None, most: int, field: str, *, zero: bool = False) -> None:
    if number is not None and not (0 if zero else 1) <= number <= most:
        raise Invalid(
            _("Write a number from %(from)s to %(to)s.") % {"from": 0 if zero else 1, "to": most}, field=field
        )


def held_words(lead: Lead, columns: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The words for which a chain must wait for review; what staff say as the account does not wait.

    Raises RefusedText.
    """
    said = [item[name] for item in items for name in ("name", "unit")]
    places = [place[name] for place in columns["pickups"] for name in ("name", "address", "time")]
    found = screen_text(lead.group.account, "\n".join([columns["title"], columns["intro"], *said, *places]))
    if found.verdict == "refuse":
        words = "、".join(found.words)
        raise RefusedText(_("Please leave these words out: %(words)s") % {"words": words}, words=found.words)
    return found.words if found.verdict == "hold" and not lead.staff else ()
