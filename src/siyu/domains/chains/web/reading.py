"""Reading the forms of chains, and what stands in their fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.chains import conf
from siyu.domains.chains.models import Chain, ChainEntry, ChainItem
from siyu.domains.chains.types import ChainForm, EntryForm, ItemForm, Pickup
from siyu.kernel.clock import parse_instant
from siyu.kernel.errors import Invalid
from siyu.kernel.ids import short_id
from siyu.kernel.money import format_yuan, parse_fen

_ITEM = ("id", "name", "unit", "price", "cap", "most")
_PLACE = ("id", "name", "address", "time")


def read_chain_form(sent: QueryDict, account: Account) -> ChainForm:
    """The form as its maker sent it; raises Invalid for what is no number and no time."""
    items = [
        ItemForm(
            row["name"], row["unit"], _fen(row["price"]), number(row["cap"], "items"), number(row["most"], "items"),
            number(row["id"], "items") or 0,
        )
        for row in rows_of(sent, "item", _ITEM)
    ]  # fmt: skip
    pickups = [Pickup(row["name"], row["address"], row["time"], row["id"]) for row in rows_of(sent, "place", _PLACE)]
    return ChainForm(
        title=sent.get("title", ""),
        items=tuple(items),
        intro=sent.get("intro", ""),
        pictures=tuple(name for name in sent.getlist("pictures") if name),
        pickups=tuple(pickups),
        asks=tuple(sent.getlist("asks")),
        open_list=sent.get("open_list") == "on",
        cap=number(sent.get("cap", ""), "cap"),
        deadline=_deadline(sent.get("deadline", ""), account),
        nonce=sent.get("nonce", ""),
    )


def read_entry_form(sent: QueryDict) -> EntryForm:
    """What a member takes; a field that is empty takes nothing."""
    quantities = {}
    for name in sent:
        head, _sep, item = name.partition("-")
        if head == "item" and item.isascii() and item.isdigit() and len(item) < 16:
            quantities[int(item)] = number(sent.get(name, ""), name) or 0
    words = {name: sent.get(name, "") for name in ("pickup", "name", "phone", "remark")}
    return EntryForm(quantities, **words)


def rows_of(sent: QueryDict, kind: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of repeated fields such as item_name, item_cap; those without a name are passed over."""
    columns = {name: sent.getlist(f"{kind}_{name}") for name in names}
    rows = [
        {name: values[at].strip() if at < len(values) else "" for name, values in columns.items()}
        for at in range(len(columns["name"]))
    ]
    return [row for row in rows if row["name"]]


def number(text: str, field: str) -> int | None:
    """A whole number, None for an empty field; raises Invalid."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise Invalid(_("Write a whole number."), field=field)
    return int(text)


def form_values(
    account: Account, chain: Chain | None, items: list[ChainItem], sent: QueryDict | None
) -> dict[str, Any]:
    """What stands in the fields: what was sent, else the chain as it is, else the beginnings of one."""
    if sent is not None:
        return {
            **{name: sent.get(name, "") for name in ("title", "intro", "cap", "deadline", "nonce", "open_list")},
            "asks": sent.getlist("asks"), "pictures": sent.getlist("pictures"),
            "items": rows_of(sent, "item", _ITEM), "places": rows_of(sent, "place", _PLACE),
        }  # fmt: skip
    if chain is None:
        return {"open_list": "on", "asks": [], "items": [], "places": [], "pictures": [], "nonce": short_id()}
    return {
        "title": chain.title, "intro": chain.intro, "cap": chain.cap or "", "asks": chain.asks,
        "deadline": local(chain.deadline, account, "%Y-%m-%dT%H:%M"), "open_list": "on" if chain.open_list else "",
        "pictures": chain.pictures, "places": chain.pickups,
        "items": [
            {
                "id": item.pk, "name": item.name, "unit": item.unit, "cap": item.cap or "", "most": item.most or "",
                "price": "" if item.price_fen is None else format_yuan(item.price_fen).replace(",", ""),
                "taken": item.taken,
            }
            for item in items
        ],
    }  # fmt: skip


def entry_values(entry: ChainEntry | None, taken: dict[int, int], sent: QueryDict | None) -> dict[str, Any]:
    """What stands in the fields of joining; `taken` is what the entry holds."""
    if sent is not None:
        said = {name: sent.get(name, "") for name in ("pickup", "name", "phone", "remark")}
        return {**said, "taken": {int(k[5:]): v for k, v in sent.items() if k.startswith("item-") and k[5:].isdigit()}}
    if entry is None:
        return {"taken": taken}
    return {"pickup": entry.pickup, "name": entry.name, "phone": entry.phone, "remark": entry.remark, "taken": taken}


def local(at: datetime | None, account: Account, shape: str) -> str:
    """An instant in the account's zone, empty for none."""
    return at.astimezone(ZoneInfo(account.time_zone)).strftime(shape) if at else ""


def _fen(text: str) -> int | None:
    if not text:
        return None
    try:
        return parse_fen(text)
    except ValueError:
        raise Invalid(_("Write the price in yuan, such as 12.80."), field="items") from None


def _deadline(text: str, account: Account) -> datetime | None:
    if not text.strip():
        return None
    try:
        return parse_instant(text, account.time_zone)
    except (ValueError, OverflowError):
        raise Invalid(_("Choose a day and a time."), field="deadline") from None


BLANK_ITEMS = 2
BLANK_PLACES = 1
"""Empty rows beneath those that are filled, for whoever has no JavaScript."""


def blanks(values: dict[str, Any]) -> dict[str, Any]:
    """The values with a few empty rows to write in, as far as there may be more."""
    items = min(BLANK_ITEMS, conf.ITEMS_MOST - len(values["items"]))
    places = min(BLANK_PLACES, conf.PICKUPS_MOST - len(values["places"]))
    return {
        **values, "items": [*values["items"], *({} for _n in range(items))],
        "places": [*values["places"], *({} for _n in range(places))],
    }  # fmt: skip
