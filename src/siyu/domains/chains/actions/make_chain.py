"""Make a chain in a group and show its card in the talk."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.chains import conf
from siyu.domains.chains.actions.checking import check_deadline, checked_columns, checked_items, held_words
from siyu.domains.chains.actions.pass_deadline import wake_at_deadline
from siyu.domains.chains.models import Chain, ChainItem
from siyu.domains.chains.types import HOLDER, ChainForm, may_start
from siyu.domains.chat.actions.say_event import post_card
from siyu.domains.chat.models import Message
from siyu.domains.chat.types import kinds
from siyu.domains.groups.types import Lead
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden
from siyu.platform import audit
from siyu.platform.http.limits import spend


def make_chain(lead: Lead, form: ChainForm) -> Chain:
    """Keep the chain, post its card; the same nonce again answers the first one.

    With words that need a look the chain is kept `held`: its card is posted once it is let through.
    Raises Forbidden, Invalid, RefusedText, Muted, MayNotSpeak, TooOften.
    """
    if not may_start(lead):
        raise Forbidden(_("Only those who lead this group can make chains."))
    known = _known(lead, form.nonce)
    if known is not None:
        return known
    if not lead.staff:
        kinds["group"].check_speak(lead.group.conversation, lead.user, "member")
        check_may_speak(lead.user, lead.group.account)
    columns, items = checked_columns(lead, form), checked_items(form)
    words, now = held_words(lead, columns, items), clock.now()
    check_deadline(form.deadline, now)
    spend("chains.make", conf.MAKE_RATE, f"user:{lead.user.pk}")
    account = lead.group.account
    try:
        with transaction.atomic():
            chain = Chain(
                account=account, group=lead.group, by=lead.user, nonce=form.nonce[:40], made_at=now,
                held_at=now if words else None, **columns,
            )  # fmt: skip
            chain.save(force_insert=True)
            rows = [ChainItem(account=account, chain=chain, **{**item, "id": None}) for item in items]
            ChainItem.objects.bulk_create(rows)
            hold_assets(lead.user, HOLDER, chain.public_id, chain.pictures, public=False)
            audit.record(
                account_id=account.pk, actor_id=lead.user.pk, act="chain.made", target=f"chain:{chain.public_id}",
                title=chain.title,
            )  # fmt: skip
            if words:
                open_case(HOLDER, chain.public_id, source="words", words=words)
            else:
                post_chain(chain, staff=lead.staff)
    except IntegrityError:
        first = _known(lead, form.nonce)  # the same form arrived twice at a time
        if first is None:
            raise
        return first
    return chain


def post_chain(chain: Chain, *, staff: bool = False) -> None:
    """Post its card, in the account's name for staff, and see to its deadline; once, in a transaction."""
    voice = Message.Voice.ACCOUNT if staff else Message.Voice.MEMBER
    message = post_card(chain.group.conversation, chain.by, HOLDER, chain.public_id, text=chain.title, voice=voice)
    chain.seq = message.seq
    chain.save(update_fields=["seq"])
    wake_at_deadline(chain)


def _known(lead: Lead, nonce: str) -> Chain | None:
    if not nonce:
        return None
    rows = Chain.objects.of(lead.group.account_id).filter(group=lead.group, by=lead.user, nonce=nonce[:40])
    found: Chain | None = rows.first()
    return found
