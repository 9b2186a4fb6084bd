"""The tables of a member's own data that this domain and those beneath it keep, for the export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import BY_CODE
from siyu.domains.inbox.models import Notice
from siyu.domains.media.models import Asset
from siyu.domains.members.models import AccountBlock, Consent, Follow, UserBlock
from siyu.domains.members.queries.known_about_me import accounts_that_know, known_at, person_at
from siyu.domains.members.queries.profiles import profile_of
from siyu.domains.members.types import Export
from siyu.domains.people.models import Agreement, User
from siyu.platform import eventstore

_OWN = "a member takes their own data with them"
_FACTS_AT_ONCE = 20_000
Row = dict[str, Any]


def _profile(user: User) -> Iterator[Row]:
    profile = profile_of(user)
    yield {
        "uid": user.uid, "phone": user.phone, "email": user.email, "wechat_unionid": user.unionid,
        "nickname": profile.nickname, "bio": profile.bio, "city": profile.city, "birthday": profile.birthday_md,
        "personalised": profile.personalised, "language": user.language, "joined_at": user.date_joined.isoformat(),
    }  # fmt: skip


def _agreements(user: User) -> Iterator[Row]:
    for row in Agreement.objects.filter(user=user).order_by("id"):
        yield {"text": row.text, "version": row.version, "at": row.at.isoformat()}


def _follows(user: User) -> Iterator[Row]:
    for row in Follow.objects.unscoped(_OWN).filter(user=user).select_related("account").order_by("id"):
        yield {"account": row.account.slug, "name": row.account.name, "at": row.at.isoformat()}


def _blocks(user: User) -> Iterator[Row]:
    for member in UserBlock.objects.filter(blocker=user).select_related("blocked").order_by("id"):
        yield {"kind": "member", "whom": member.blocked.uid, "at": member.at.isoformat()}
    for account in AccountBlock.objects.filter(user=user).select_related("account").order_by("id"):
        yield {"kind": "account", "whom": account.account.slug, "at": account.at.isoformat()}


def _consents(user: User) -> Iterator[Row]:
    for row in Consent.objects.unscoped(_OWN).filter(user=user).select_related("account").order_by("id"):
        yield {
            "account": row.account.slug, "purpose": row.purpose, "channel": row.channel, "words": row.words,
            "given_at": row.given_at.isoformat(),
            "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else "",
        }  # fmt: skip


def _notices(user: User) -> Iterator[Row]:
    for row in Notice.objects.filter(user=user).select_related("account").order_by("id").iterator():
        account = row.account.slug if row.account else ""
        yield {"kind": row.kind, "account": account, "title": row.title, "body": row.body, "at": row.at.isoformat()}


def _media(user: User) -> Iterator[Row]:
    for row in Asset.objects.filter(owner=user).order_by("id").iterator():
        yield {"id": row.public_id, "kind": row.kind, "address": row.url(), "bytes": row.bytes,
               "at": row.created_at.isoformat()}  # fmt: skip


def _known(user: User) -> Iterator[Row]:
    for account in accounts_that_know(user):
        for section in known_at(account, user):
            for line in section.lines:
                yield {"account": account.slug, "section": str(section.title), "what": str(line.label),
                       "value": line.value, "why": str(line.why)}  # fmt: skip


def _facts(user: User) -> Iterator[Row]:
    for account in accounts_that_know(user):
        person_id = person_at(account, user)
        if person_id is not None:
            yield from _facts_at(account, person_id)


def _facts_at(account: Account, person_id: int) -> Iterator[Row]:
    sql = f"""SELECT event_id::VARCHAR AS mark, happened_at, kind, channel, object_type, object_id, amount_fen, props
              FROM facts WHERE account = $account AND person = $person AND event_id::VARCHAR > $after
              ORDER BY event_id::VARCHAR LIMIT {_FACTS_AT_ONCE}"""  # noqa: S608 - a constant of our own
    after = ""
    while True:
        params = {"account": account.pk, "person": person_id, "after": after}
        rows = eventstore.connect().query(sql, params).to_pylist()
        for row in rows:
            kind = BY_CODE.get(row["kind"])
            yield {
                "account": account.slug,
                "at": row["happened_at"].isoformat(),
                "kind": kind.name if kind else row["kind"],
                "channel": row["channel"],
                "object_type": row["object_type"],
                "object_id": row["object_id"],
                "amount_fen": row["amount_fen"],
                "props": json.loads(row["props"]) if row["props"] else {},
            }
        if len(rows) < _FACTS_AT_ONCE:
            return
        after = rows[-1]["mark"]


TABLES: Final[dict[str, Export]] = {
    "profile": Export(_profile),
    "agreements": Export(_agreements),
    "follows": Export(_follows),
    "blocks": Export(_blocks),
    "consents": Export(_consents),
    "notices": Export(_notices),
    "pictures_and_videos": Export(_media),
    "known_at_accounts": Export(_known),
    "what_i_did": Export(_facts),
}
