"""What members do when others state something: the owners of an account hear where its certification stands."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from siyu.domains.accounts.events import CERTIFICATION_ENDS_SOON
from siyu.domains.accounts.models import Account, Membership
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.people.models import User
from siyu.platform.outbox.models import OutboxMessage


def tell_owners(messages: list[OutboxMessage]) -> None:
    """One notice for each owner and move; a message that comes twice is told once."""
    for message in messages:
        account = Account.objects.filter(pk=message.account_id).first()
        if account is None:
            continue
        owners = User.objects.filter(memberships__account=account, memberships__role=Membership.Role.OWNER)
        for readers in by_language(owners):
            with in_words_of(readers[0]):
                words = _words(message)
            if words is not None:
                _tell(readers, account, words, message)


def _tell(readers: list[User], account: Account, words: tuple[str, str], message: OutboxMessage) -> None:
    title, body = words
    url = f"/console/{account.slug}/settings/certification/"
    notify(readers, "certification.moved", title, body, url, account=account, key=f"certification:{message.pk}")


def _words(message: OutboxMessage) -> tuple[str, str] | None:
    """Title and text of the notice; None for what the owner did and knows."""
    until = message.payload.get("until") or ""
    day = {"day": timezone.localtime(datetime.fromisoformat(until)).date().isoformat() if until else ""}
    if message.topic == CERTIFICATION_ENDS_SOON:
        return _("Your certification ends soon"), _("It ends on %(day)s. Renew it now and lose no day.") % day
    said = {
        "approved": (_("Your certification is approved"), _("Pay the yearly fee and the mark appears.")),
        "refused": (_("Your certification was refused"), " ".join(message.payload.get("reasons", []))),
        "valid": (_("Your company is certified"), _("The mark holds until %(day)s.") % day),
        "lapsed": (
            _("Your certification has lapsed"),
            _("Pay the yearly fee and the mark comes back. All data is still here."),
        ),
    }
    return said.get(str(message.payload.get("state")))
