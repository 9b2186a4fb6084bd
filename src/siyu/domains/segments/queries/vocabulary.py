"""The words that the builder offers: event kinds, attributes, channels, tags, tiers, saved segments."""

from __future__ import annotations

from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.models import Tag
from siyu.domains.segments.queries.segments import living
from siyu.domains.segments.queries.words import attribute_word, kind_word, tier_word
from siyu.domains.segments.tree.attributes import ATTRIBUTES, operators_of
from siyu.domains.segments.types import AttributeWord, KindWord, Vocabulary
from siyu.platform import eventstore

WITH_AMOUNT: Final = frozenset({"live.gifted", "packet.opened", "course.enrolled", "coupon.used"})


def vocabulary(account: Account) -> Vocabulary:
    """Everything the builder can offer for this account, words in the active language."""
    return Vocabulary(
        kinds=tuple(
            KindWord(
                name=kind.name,
                zh=kind.zh,
                en=kind.en,
                word=kind_word(kind),
                has_amount=kind.name.startswith("order.") or kind.name in WITH_AMOUNT,
            )
            for kind in KINDS.values()
        ),
        attributes=tuple(
            AttributeWord(name, attribute_word(name), type_, operators_of(name)) for name, type_ in ATTRIBUTES.items()
        ),
        channels=channels_of(account),
        tags=tuple(Tag.objects.of(account).order_by("name").values_list("name", flat=True)),
        tiers=tuple((step.code, tier_word(step)) for step in fans_conf(account).tiers),
        segments=tuple(living(account).order_by("name").values_list("slug", "name")),
    )


def channels_of(account: Account) -> tuple[str, ...]:
    """Every channel in which the account has facts, by name."""
    rows = eventstore.connect().query(
        "SELECT DISTINCT channel FROM facts WHERE account = $account AND channel <> '' ORDER BY channel",
        {"account": account.pk},
    )
    return tuple(rows.column("channel").to_pylist())
