"""Join a chain, or change what one takes in it: one entry a member."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.chains import conf
from siyu.domains.chains.actions.moving_counts import lines_of, move_counts
from siyu.domains.chains.actions.taking_part import must_be_open, must_not_be_fetched, must_not_be_removed, screened
from siyu.domains.chains.actions.tell_entrants import redraw
from siyu.domains.chains.models import Chain, ChainEntry, ChainItem, ChainLine
from siyu.domains.chains.models.entry import NAME_LENGTH, REMARK_LENGTH
from siyu.domains.chains.queries.access import lock_chain, own_entry, see_chain
from siyu.domains.chains.rules import clean_phone, differences, fault_of, one_line
from siyu.domains.chains.types import ENTRY, EntryForm, Sight
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.kernel.ids import derived_id
from siyu.platform.http.limits import spend

_JOINED = ChainEntry.State.JOINED


def join_chain(user: User, group: str, public_id: str, form: EntryForm) -> ChainEntry:
    """Take what the form says, in place of what one took before. The same form again changes nothing.

    The first time it gives the next number and states chain.joined; whoever comes back after withdrawing has their
    old number. Raises NotFound, ChainOver, EntryRemoved, NotEnoughLeft, PickedUp, Invalid, RefusedText,
    Muted, MayNotSpeak, TooOften.
    """
    sight = see_chain(user, group, public_id)
    spend("chains.join", conf.JOIN_RATE, f"user:{user.pk}")
    with transaction.atomic():
        chain = lock_chain(sight)
        must_be_open(chain)
        entry = own_entry(sight)
        must_not_be_removed(entry)
        must_not_be_fetched(entry)
        wanted = _wanted(chain, form)
        said = _said(chain, form, entry.pickup if entry else "")
        held, words = screened(sight, said["remark"], entry)
        before = lines_of(entry) if entry and entry.state == _JOINED else {}
        came = entry is None or entry.state != _JOINED
        move_counts(chain, differences(before, wanted), joined=int(came))
        fresh = entry is None
        entry = entry or _numbered(sight)
        _write(entry, wanted, said, held)
        if words:
            open_case(ENTRY, entry.public_id, words=words)
        if fresh:
            _state(sight, entry, wanted)
        redraw(chain)
    return entry


def _wanted(chain: Chain, form: EntryForm) -> dict[int, int]:
    rows = ChainItem.objects.of(chain.account_id).filter(chain=chain)
    items = {item.pk: item for item in rows}
    fault, at = fault_of(form.quantities, {pk: item.most for pk, item in items.items()}, conf.QUANTITY_MOST)
    if fault == "too_many":
        most = min(items[at].most or conf.QUANTITY_MOST, conf.QUANTITY_MOST)
        words = _("Of %(item)s everybody takes at most %(n)s.") % {"item": items[at].name, "n": most}
        raise Invalid(words, field=f"item-{at}")
    if fault == "nothing":
        raise Invalid(_("Choose how many you take."), field="items")
    if fault:
        raise Invalid(_("The items have changed. Load the page again."), field="items")
    return {pk: quantity for pk, quantity in form.quantities.items() if quantity}


def _said(chain: Chain, form: EntryForm, kept: str) -> dict[str, str]:
    """The words of an entry; what the chain does not ask for is not kept."""
    asked = {name: name in chain.asks for name in ("name", "phone", "remark")}
    places = {place["id"] for place in chain.pickups}
    pickup = form.pickup or (kept if kept in places else "")
    if places and pickup not in places:
        raise Invalid(_("Choose where you pick it up."), field="pickup")
    name, phone = one_line(form.name), ""
    if asked["name"] and not 0 < len(name) <= NAME_LENGTH:
        raise Invalid(_("Write your name, at most %(n)s characters.") % {"n": NAME_LENGTH}, field="name")
    if asked["phone"]:
        try:
            phone = clean_phone(form.phone)
        except ValueError:
            raise Invalid(_("Write your phone number."), field="phone") from None
    remark = one_line(form.remark)
    if len(remark) > REMARK_LENGTH:
        raise Invalid(_("A remark has at most %(n)s characters.") % {"n": REMARK_LENGTH}, field="remark")
    return {
        "pickup": pickup if places else "", "name": name if asked["name"] else "", "phone": phone,
        "remark": remark if asked["remark"] else "",
    }  # fmt: skip


def _numbered(sight: Sight) -> ChainEntry:
    """A new entry under the next number, which goes back with the transaction."""
    chain, now = sight.chain, clock.now()
    rows = Chain.objects.of(chain.account_id).filter(pk=chain.pk)
    rows.update(numbered=F("numbered") + 1)
    number = rows.values_list("numbered", flat=True).get()
    return ChainEntry(
        account_id=chain.account_id, chain=chain, user=sight.lead.user, number=number, joined_at=now, changed_at=now
    )


def _write(entry: ChainEntry, wanted: dict[int, int], said: dict[str, str], held: Any) -> None:
    if said["remark"] != entry.remark:
        entry.hidden_at = None
    for name, value in said.items():
        setattr(entry, name, value)
    entry.state, entry.held_at, entry.changed_at = _JOINED, held, clock.now()
    entry.save()
    ChainLine.objects.of(entry.account_id).filter(entry=entry).delete()
    ChainLine.objects.bulk_create(
        ChainLine(account_id=entry.account_id, entry=entry, item_id=pk, quantity=n) for pk, n in wanted.items()
    )


def _state(sight: Sight, entry: ChainEntry, wanted: dict[int, int]) -> None:
    group, chain = sight.lead.group, sight.chain
    state_act(
        group.account, sight.lead.user, "chain.joined", object_type="chain", object_id=chain.public_id,
        at=entry.joined_at, props={"group": group.public_id, "quantity": sum(wanted.values())},
        event_id=derived_id(clock.to_ms(entry.joined_at), "chain.joined", entry.public_id),
    )  # fmt: skip
