"""A platform with many notes for benchmarks: accounts, covers, feeds, the search index, comments, one member.

Everything is written in sets, straight to the tables, as the actions would leave them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from siyu.domains.accounts.models import Account
from siyu.domains.media.models import Asset
from siyu.domains.members.models import Follow, FollowerCount, Profile
from siyu.domains.notes.actions.make_edition import make_edition
from siyu.domains.notes.models import Comment, FeedEntry, Note, Reaction
from siyu.domains.notes.queries.found import note_entry
from siyu.domains.notes.ranking.heat import heat
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.search import index

ACCOUNTS = 200
COVERS = 500
CITIES = ("上海", "苏州", "杭州", "成都")
STEMS = [
    "旗袍",
    "真丝",
    "显瘦",
    "穿搭",
    "妆容",
    "茶席",
    "换季",
    "盘扣",
    "园林",
    "新中式",
    "手作",
    "簪花",
    "团扇",
    "刺绣",
]
_AT_ONCE = 5_000
_COUNTS = ("views", "likes", "collects", "comments", "shares")
_DISCUSSED = 200
_RENDITIONS = {"360.webp": [360, 480, 9], "720.webp": [720, 960, 9], "1080.webp": [1080, 1440, 9], "share.jpg": 9}


def seed(size: int) -> None:
    """Two hundred accounts with Zipf's followers, and so many notes of the last hundred days, nine of ten with a cover.

    The hottest two hundred have forty comments each.
    """
    call_command("migrate", verbosity=0)
    dice = random.Random(3)
    accounts = [Account(slug=f"bench{n}", name=f"账号{n}") for n in range(ACCOUNTS)]
    Account.objects.bulk_create(accounts)
    FollowerCount.objects.bulk_create(
        [FollowerCount(account=account, followers=1_000_000 // (n + 1)) for n, account in enumerate(accounts)]
    )
    author = User.objects.create_member(name="作者")
    Profile.objects.create(user=author, nickname="作者")
    covers = Asset.objects.bulk_create(
        Asset(owner=author, kind="picture", state="ready", public=True, width=1080, height=1440, renditions=_RENDITIONS)
        for _ in range(COVERS)
    )
    for notes in _batches(size, accounts, covers, author, dice):
        with transaction.atomic():
            _feed(Note.objects.bulk_create(notes))
    make_edition()
    _discuss(author)


def a_member() -> str:
    """Somebody who follows ten accounts and likes some notes; answers the session's key."""
    user = User.objects.create_member(phone="+8613800000001", name="小周")
    Profile.objects.create(user=user, nickname="小周", city=CITIES[0])
    followed = Account.objects.order_by("-pk")[:10]
    Follow.objects.bulk_create([Follow(user=user, account=one, at=clock.now()) for one in followed])
    liked = FeedEntry.objects.order_by("-heat")[100:140]
    Reaction.objects.bulk_create([Reaction(user=user, note_id=one.pk, kind="like") for one in liked])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def hottest() -> str:
    """The address of the hottest note."""
    return FeedEntry.objects.select_related("note").order_by("-heat")[0].note.address


def _batches(
    size: int, accounts: list[Account], covers: list[Asset], author: User, dice: random.Random
) -> Iterator[list[Note]]:
    now = clock.now()
    for start in range(0, size, _AT_ONCE):
        found = []
        for n in range(start, min(start + _AT_ONCE, size)):
            cover = dice.choice(covers) if dice.random() < 0.9 else None
            at = now - timedelta(seconds=dice.randrange(8_640_000))
            note = Note(
                account=dice.choice(accounts), author=author, title=f"{''.join(dice.choices(STEMS, k=3))} {n}",
                text="，".join(dice.choices(STEMS, k=12)) + "的", state="published", published_at=at,
                kind="pictures" if cover else "text", pictures=[cover.public_id] if cover else [], cover=cover,
                city=dice.choice(CITIES), likes=dice.randrange(1_000),
            )  # fmt: skip
            found.append(note)
        yield found


def _feed(notes: list[Note]) -> None:
    warm = {
        note.pk: heat({name: getattr(note, name) for name in _COUNTS}, note.published_at or clock.now())
        for note in notes
    }
    FeedEntry.objects.bulk_create(
        FeedEntry(note=note, account_id=note.account_id, pictured=note.cover_id is not None, heat=warm[note.pk])
        for note in notes
    )
    index.put("note", [note_entry(note, warm[note.pk]) for note in notes])


def _discuss(author: User) -> None:
    rows = FeedEntry.objects.order_by("-heat").values_list("note_id", "account_id")[:_DISCUSSED]
    Comment.objects.bulk_create(
        Comment(note_id=note, account_id=account, user=author, text=f"好看，在哪里买 {n}")
        for note, account in rows
        for n in range(40)
    )
    every = Note.objects.unscoped("benchmark")
    every.filter(pk__in=[note for note, _account in rows]).update(comments=40)
