"""Search finds the groups that anybody may find, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from siyu.domains.groups.actions.edit_group import edit_group
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.found import show_groups
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member
from siyu.domains.groups.types import GroupForm
from siyu.kernel import clock
from siyu.platform.search.find import find
from siyu.platform.search.reindex import reindex

pytestmark = pytest.mark.django_db


def found(user: Any, words: str) -> list[str]:
    return [group.name for group in show_groups(user, [hit.object_id for hit in find(words, "group")])]


def test_groups_are_found_as_they_change() -> None:
    desk, member = make_desk(), make_member()
    group = make_group(desk, "茶友群", intro="每周末一起喝茶")
    make_group(desk, "内部茶会", policy="invite")
    assert found(member, "茶") == ["茶友群"]
    assert found(member, "周末") == ["茶友群"]
    edit_group(desk, group.public_id, GroupForm(name="咖啡群", kind="precise", capacity=30))
    assert found(member, "茶友") == []
    assert found(member, "咖啡") == ["咖啡群"]
    Group.objects.of(desk.account).filter(pk=group.pk).update(dissolved_at=clock.now())
    assert found(member, "咖啡") == []
    assert reindex()["group"] == 0
    assert find("咖啡", "group") == []
