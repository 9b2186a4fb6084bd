"""What each account knows about a member, line by line; higher domains add their lines through a registry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.facts.channels import channel_label
from siyu.domains.facts.kinds import BY_CODE
from siyu.domains.fans.models import Identity
from siyu.domains.fans.queries.person_page import person_page
from siyu.domains.fans.types import PersonPage
from siyu.domains.members.types import Known, Text, known_sources
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound
from siyu.kernel.money import format_yuan
from siyu.platform import eventstore

_OWN = "a member reads what is known about them"
MEMBER_CHANNEL = "siyu"


@dataclass(frozen=True)
class Section:
    """Lines under a title."""

    title: Text
    lines: list[Known]


def accounts_that_know(user: User) -> list[Account]:
    """The accounts to which the member is a person, by name."""
    rows = _mine(user).select_related("account")
    return sorted({row.account for row in rows}, key=lambda account: account.name)


def person_at(account: Account, user: User) -> int | None:
    """The id of the living person that the member is to the account, None when it does not know them."""
    found = _mine(user).filter(account=account).select_related("person").first()
    person = found.person if found else None
    while person is not None and person.merged_into is not None:
        person = person.merged_into
    return person.pk if person else None


def known_at(account: Account, user: User) -> list[Section]:
    """Everything that the account knows about the member. NotFound when it does not know them."""
    person_id = person_at(account, user)
    if person_id is None:
        raise NotFound("This account does not know you.")
    page = person_page(account, person_id)
    sections = [
        Section(_("Who you are to them"), list(_person(page, account))),
        Section(_("How they recognise you"), list(_identities(page))),
        Section(_("How they sort you"), list(_sorting(page))),
        Section(_("What you did, as they keep it"), list(_facts(account, person_id))),
    ]
    more = sorted((source for _name, source in known_sources), key=lambda source: source.order)
    sections += [Section(source.title, list(source.lines(account, user, person_id))) for source in more]
    return [section for section in sections if section.lines]


def _mine(user: User) -> QuerySet[Identity]:
    rows = Identity.objects.unscoped(_OWN)
    return rows.filter(kind=Identity.Kind.MEMBER, channel=MEMBER_CHANNEL, value=user.uid)


def _person(page: PersonPage, account: Account) -> Iterable[Known]:
    since = page.created_at.astimezone(ZoneInfo(account.time_zone)).strftime("%Y-%m-%d")
    for label, value, why in (
        (_("Name"), page.name, _("as you, or an order of yours, gave it")),
        (_("Phone"), page.phone_masked, _("they never see the whole number")),
        (_("City"), page.city, _("from your profile or an order")),
        (_("Birthday"), page.birthday_md, _("for a greeting, if you allowed it")),
        (_("Remark of the staff"), _("there is one") if page.remark else "", _("what was agreed with you")),
        (_("They know you since"), since, ""),
    ):
        if value:
            yield Known(label, value, why)


def _identities(page: PersonPage) -> Iterable[Known]:
    names = {
        "member": _("Your membership here"), "phone": _("Phone number"), "unionid": "WeChat", "openid": "WeChat",
        "email": _("E-mail"), "nick": _("Nickname"), "key": _("Customer number"), "external_userid": _("WeCom"),
    }  # fmt: skip
    for one in page.identities:
        shown = "" if one.kind in {"member", "unionid", "openid", "key", "external_userid"} else one.shown
        where = channel_label(one.channel) if one.channel else ""
        yield Known(names.get(one.kind, one.kind), shown or _("known"), str(where))


def _sorting(page: PersonPage) -> Iterable[Known]:
    chinese = (get_language() or "zh").startswith("zh")
    if page.tier.step:
        yield Known(_("Tier"), page.tier.step.zh if chinese else page.tier.step.en, _("from what you bought"))
    if page.tags:
        yield Known(_("Tags"), "、".join(tag.name for tag in page.tags), _("set by their staff or by your answers"))
    figures = page.figures
    if figures.orders:
        yield Known(_("Orders"), str(figures.orders), "")
        yield Known(_("Paid, less refunds"), f"¥{format_yuan(figures.net_paid_fen)}", "")
    if figures.rfm:
        yield Known("R · F · M", " · ".join(map(str, figures.rfm)), _("how lately, how often, how much you bought"))


def _facts(account: Account, person_id: int) -> Iterable[Known]:
    sql = """SELECT kind, count(*) AS n FROM facts WHERE account = $account AND person = $person
             GROUP BY kind ORDER BY n DESC, kind"""
    rows = eventstore.connect().query(sql, {"account": account.pk, "person": person_id}).to_pylist()
    chinese = (get_language() or "zh").startswith("zh")
    for row in rows:
        kind = BY_CODE.get(row["kind"])
        if kind is not None:
            yield Known(kind.zh if chinese else kind.en, _("%(n)s times") % {"n": row["n"]}, "")
