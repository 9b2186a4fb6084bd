"""The account's vocabulary of tags with how many persons wear each."""

from __future__ import annotations

from django.db.models import Count

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import PersonTag, Tag
from siyu.domains.fans.types import TagCount


def tag_counts(account: Account) -> list[TagCount]:
    """Every tag, most worn first. Merged-away persons do not count; three queries."""
    worn = PersonTag.objects.of(account)
    everyone = _by_tag(worn)
    stubs = _by_tag(worn.filter(person__merged_into__isnull=False))
    found = [
        TagCount(name, everyone.get(tag, 0) - stubs.get(tag, 0))
        for tag, name in Tag.objects.of(account).values_list("pk", "name")
    ]
    return sorted(found, key=lambda tag: (-tag.persons, tag.name))


def tag_names(account: Account, beginning: str = "", limit: int = 20) -> list[str]:
    """Names for a completing field, by name."""
    names = Tag.objects.of(account).filter(name__istartswith=beginning).order_by("name")
    return list(names.values_list("name", flat=True)[:limit])


def _by_tag(worn: object) -> dict[int, int]:
    counted = worn.order_by().values_list("tag_id").annotate(persons=Count("pk"))  # type: ignore[attr-defined]
    return dict(counted)
