"""Change a chain: never below what is taken."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from siyu.domains.chains.actions.checking import check_deadline, checked_columns, checked_items, held_words
from siyu.domains.chains.actions.pass_deadline import wake_at_deadline
from siyu.domains.chains.actions.tell_entrants import redraw, tell_entrants
from siyu.domains.chains.models import Chain, ChainEntry, ChainItem
from siyu.domains.chains.queries.access import lock_chain
from siyu.domains.chains.types import HOLDER, ChainForm, Sight
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.moderation.actions.open_case import open_case
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

_TOLD = ("title", "deadline", "pickups")
"""What entrants are told of, beside changed items."""


def edit_chain(sight: Sight, form: ChainForm) -> Chain:
    """Replace the form; entrants hear of a new title, deadline, pick-up point, price or item, once.

    With new words that need a look it is seen by its maker alone until it is let through.
    Raises Forbidden, Invalid (below what is taken; a pick-up point that somebody chose), RefusedText.
    """
    sight.require_runs()
    columns, items = checked_columns(sight.lead, form), checked_items(form)
    held = held_words(sight.lead, columns, items)
    with transaction.atomic():
        chain = lock_chain(sight)
        if held:
            columns["held_at"] = chain.held_at or clock.now()
        before = {name: getattr(chain, name) for name in columns}
        if columns["deadline"] != chain.deadline:
            check_deadline(columns["deadline"], clock.now())
        _check_pickups(chain, columns["pickups"])
        if "phone" in chain.asks and "phone" not in columns["asks"]:
            _entries(chain).update(phone="")  # no longer needed, no longer kept
        told = _replace_items(chain, items) or any(before[name] != columns[name] for name in _TOLD)
        if not _keep(chain, {**columns, "version": chain.version + int(told)}):
            words = _("%(n)s are taken already. The cap cannot be less.") % {"n": chain.taken}
            raise Invalid(words, field="cap")
        hold_assets(sight.lead.user, HOLDER, chain.public_id, chain.pictures, public=False)
        if columns["deadline"] != before["deadline"]:
            wake_at_deadline(chain)
        if held:
            open_case(HOLDER, chain.public_id, source="words", words=held)
        elif told and chain.held_at is None:
            title = _("The chain “%(title)s” has changed") % {"title": chain.title}
            tell_entrants(chain, sight.lead.user, title, _("Look whether what you took still fits."))
        redraw(chain)
        changed = [name for name, value in columns.items() if before[name] != value]
        audit.record(
            account_id=chain.account_id, actor_id=sight.lead.user.pk, act="chain.edited",
            target=f"chain:{chain.public_id}", changed=changed,
        )  # fmt: skip
    return chain


def _keep(chain: Chain, columns: dict[str, Any]) -> bool:
    """Write the columns unless the cap would be less than what is taken."""
    cap = columns["cap"]
    rows = Chain.objects.of(chain.account_id).filter(pk=chain.pk)
    if (rows if cap is None else rows.filter(taken__lte=cap)).update(**columns) != 1:
        return False
    for name, value in columns.items():
        setattr(chain, name, value)
    return True


def _entries(chain: Chain) -> Any:
    return ChainEntry.objects.of(chain.account_id).filter(chain=chain)


def _check_pickups(chain: Chain, pickups: list[dict[str, str]]) -> None:
    chosen = _entries(chain).filter(state=ChainEntry.State.JOINED).exclude(pickup="")
    gone = chosen.exclude(pickup__in=[place["id"] for place in pickups]).values_list("pickup", flat=True).first()
    if gone is not None:
        name = next((place["name"] for place in chain.pickups if place["id"] == gone), "")
        words = _("Somebody picks up at %(name)s. Keep it, or change its words.") % {"name": name}
        raise Invalid(words, field="pickups")


def _replace_items(chain: Chain, wanted: list[dict[str, Any]]) -> bool:
    """Change, add and remove items; answers whether entrants should hear of it. Raises Invalid."""
    rows = ChainItem.objects.of(chain.account_id).filter(chain=chain)
    known = {item.pk: item for item in rows}
    kept = [columns["id"] for columns in wanted if columns["id"]]
    if not set(kept) <= known.keys() or len(set(kept)) < len(kept):
        raise Invalid(_("The items have changed. Load the page again."), field="items")
    told = False
    for pk in known.keys() - set(kept):
        told = True
        _check_removable(known[pk])
        rows.filter(pk=pk, taken=0).delete()
    for columns in wanted:
        values = {name: value for name, value in columns.items() if name != "id"}
        if not columns["id"]:
            ChainItem.objects.create(account_id=chain.account_id, chain=chain, **values)
            told = True
            continue
        item, cap = known[columns["id"]], columns["cap"]
        room = Q() if cap is None else Q(taken__lte=cap)
        if rows.filter(room, pk=item.pk).update(**values) != 1:
            words = _("Of %(item)s %(n)s are taken already. Its cap cannot be less.")
            raise Invalid(words % {"item": item.name, "n": item.taken}, field="items")
        told = told or any(getattr(item, name) != values[name] for name in ("name", "unit", "price_fen"))
    return told


def _check_removable(item: ChainItem) -> None:
    if item.taken:
        words = _("%(item)s is taken already and has to stay. Set its cap to what is taken to end it.")
        raise Invalid(words % {"item": item.name}, field="items")
