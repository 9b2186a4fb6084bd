"""Addresses of accounts: one that is free, made of a name."""

from __future__ import annotations

from siyu.domains.accounts import rules
from siyu.domains.accounts.models import Account
from siyu.kernel.ids import short_id


def propose_slug(name: str) -> str:
    """A free address for the name: its pinyin, with a number when that is taken; random letters for other scripts."""
    from pypinyin import lazy_pinyin  # its dictionary takes a third of a second to load

    base = rules.slug_from("".join(lazy_pinyin(name))) or f"u{short_id()[:9]}"
    taken = set(Account.objects.filter(slug__startswith=base[:28]).values_list("slug", flat=True))
    for number in range(1, 100):
        made = base if number == 1 else f"{base[: rules.SLUG_MOST - 3].rstrip('-')}-{number}"
        if made not in taken and rules.is_slug(made):
            return made
    return f"u{short_id()[:9]}"
