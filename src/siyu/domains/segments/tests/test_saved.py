"""Saving, sharing, deleting and exporting segments: rights, circles, audit, tenancy."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Person
from siyu.domains.people.models import User
from siyu.domains.segments.actions.delete_segment import delete_segment
from siyu.domains.segments.actions.export_segment import export_segment
from siyu.domains.segments.actions.keep_count import keep_count
from siyu.domains.segments.actions.restore_segment import restore_segment
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.segments.errors import InvalidTree, SegmentInUse
from siyu.domains.segments.jobs import count_segment, recount_account
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries import membership
from siyu.domains.segments.queries.segments import access_segment, list_segments
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import PERSONS

VIP = {"tag": "vip"}


def _desk(slug: str, role: str) -> Desk:
    account, _ = Account.objects.get_or_create(slug=slug, defaults={"name": slug})
    user, _ = User.objects.get_or_create(email=f"{role}@{slug}.example")
    return Desk(user=user, account=account, role=role)


@pytest.fixture
def desk(db: None) -> Desk:
    return _desk("qipao", "operator")


def test_saving_keeps_slug_and_audits(desk: Desk) -> None:
    made = save_segment(desk, name=" 老客 ", tree=VIP)
    assert (made.name, made.slug) == ("老客", "老客")
    again = save_segment(desk, name="老客", tree=VIP)
    assert again.slug == "老客-2"
    changed = save_segment(desk, name="熟客", tree={"tag": "qipao"}, slug="老客")
    assert (changed.pk, changed.slug, changed.tree) == (made.pk, "老客", {"tag": "qipao"})
    assert AuditEntry.objects.filter(act="segment.saved").count() == 3


def test_a_changed_tree_forgets_its_count(desk: Desk, event_store: DuckStore) -> None:
    made = save_segment(desk, name="a", tree=VIP)
    keep_count(made, membership.count(desk.account, VIP))
    assert list_segments(desk)[0].last_count == 0
    save_segment(desk, name="renamed", tree=VIP, slug="a")
    assert list_segments(desk)[0].last_count == 0
    save_segment(desk, name="a", tree={"tag": "qipao"}, slug="a")
    assert list_segments(desk)[0].last_count is None


def test_a_saved_tree_is_counted_at_once_by_a_job(desk: Desk, event_store: DuckStore) -> None:
    made = save_segment(desk, name="a", tree=VIP)
    queued = DBTaskResult.objects.filter(task_path__endswith="count_segment")
    assert [one.args_kwargs["args"] for one in queued] == [[made.pk]]
    save_segment(desk, name="renamed", tree=VIP, slug="a")
    assert queued.count() == 1
    assert count_segment.call(made.pk)
    assert list_segments(desk)[0].last_count == 0
    assert not count_segment.call(10**6)


def test_every_night_all_are_counted(desk: Desk, event_store: DuckStore) -> None:
    save_segment(desk, name="a", tree=VIP)
    save_segment(desk, name="broken", tree=VIP)
    Segment.objects.of(desk.account).filter(slug="broken").update(tree={})
    save_segment(_desk("other", "owner"), name="b", tree=VIP)
    assert recount_account.call(desk.account.pk) == 1
    assert [one.last_count for one in list_segments(desk)] == [0, None]
    assert recount_account.call(10**6) == 0


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_segment_needs_a_name(desk: Desk, name: str) -> None:
    with pytest.raises(Invalid):
        save_segment(desk, name=name, tree=VIP)


@pytest.mark.parametrize("name", ["!!!", "=1+1", "x" * 60])
def test_every_name_gives_a_slug(desk: Desk, name: str) -> None:
    slugs = {save_segment(desk, name=name, tree=VIP).slug for _ in range(12)}
    assert len(slugs) == 12
    assert all(0 < len(slug) <= 60 for slug in slugs)


def test_a_broken_tree_is_not_saved(desk: Desk) -> None:
    with pytest.raises(InvalidTree):
        save_segment(desk, name="a", tree={"all": []})
    with pytest.raises(InvalidTree) as refused:
        save_segment(desk, name="a", tree={"any": [VIP, {"segment": "nowhere"}]})
    assert (refused.value.path, refused.value.problem) == ("any[1].segment", "unknown_segment")
    assert not Segment.objects.of(desk.account).exists()


def test_circles_are_refused(desk: Desk) -> None:
    for name, tree in (("a", VIP), ("b", {"segment": "a"}), ("c", {"not": {"segment": "b"}})):
        save_segment(desk, name=name, tree=tree)
    for slug in ("a", "b", "c"):
        with pytest.raises(InvalidTree) as refused:
            save_segment(desk, name="a", slug="a", tree={"all": [{"segment": slug}]})
        assert refused.value.problem == "circle"
        assert refused.value.path.startswith("all[0].segment")
    with pytest.raises(InvalidTree, match="a → a"):
        save_segment(desk, name="a", slug="a", tree={"segment": "a"})


def test_diamonds_are_no_circles_but_bombs_are_refused(desk: Desk) -> None:
    save_segment(desk, name="s0", tree=VIP)
    with pytest.raises(InvalidTree) as refused:
        for n in range(1, 20):
            save_segment(desk, name=f"s{n}", tree={"any": [{"segment": f"s{n - 1}"}, {"segment": f"s{n - 1}"}]})
    assert refused.value.problem == "too_large"
    assert Segment.objects.of(desk.account).count() > 5


def test_one_in_use_is_not_deleted_and_deletion_is_undone(desk: Desk) -> None:
    save_segment(desk, name="a", tree=VIP)
    save_segment(desk, name="b", tree={"not": {"segment": "a"}})
    assert {one.slug: one.used_by for one in list_segments(desk)} == {"a": ("b",), "b": ()}
    with pytest.raises(SegmentInUse) as refused:
        delete_segment(desk, "a")
    assert refused.value.data["used_by"] == ["b"]
    gone = delete_segment(desk, "b")
    with pytest.raises(NotFound):
        access_segment(desk, "b")
    save_segment(desk, name="b", tree=VIP)
    assert restore_segment(desk, gone.pk).slug == "b-2"
    with pytest.raises(NotFound):
        restore_segment(desk, gone.pk)


def test_rights(desk: Desk) -> None:
    made = save_segment(desk, name="a", tree=VIP)
    support, reviewer = _desk("qipao", "support"), _desk("qipao", "reviewer")
    assert access_segment(support, "a").pk == made.pk
    for forbidden in (
        lambda: save_segment(support, name="b", tree=VIP),
        lambda: delete_segment(support, "a"),
        lambda: restore_segment(support, made.pk),
        lambda: export_segment(support, "a"),
        lambda: access_segment(reviewer, "a"),
        lambda: list_segments(reviewer),
    ):
        with pytest.raises(Forbidden):
            forbidden()


def test_another_account_does_not_exist(desk: Desk) -> None:
    save_segment(desk, name="a", tree=VIP)
    stranger = _desk("other", "owner")
    for attempt in (
        lambda: access_segment(stranger, "a"),
        lambda: save_segment(stranger, name="a", slug="a", tree=VIP),
        lambda: delete_segment(stranger, "a"),
        lambda: export_segment(stranger, "a"),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert list_segments(stranger) == []
    with pytest.raises(InvalidTree, match="there is no segment 'a'"):
        membership.count(stranger.account, {"segment": "a"})


def test_a_tree_that_broke_since_is_listed_with_its_fault(desk: Desk) -> None:
    save_segment(desk, name="a", tree=VIP)
    Segment.objects.of(desk.account).update(tree={"event": "gone.kind"})
    assert list_segments(desk)[0].fault.startswith("event: ")


def test_export_is_audited_and_safe(desk: Desk, event_store: DuckStore) -> None:
    import pyarrow as pa

    made = datetime(2024, 1, 1, tzinfo=UTC)
    person = Person.objects.create(account=desk.account, key="=cmd()", name='+86,"x"\n', created_at=made)
    row: dict[str, Any] = {"account": desk.account.pk, "person": person.pk, "key": person.key}
    event_store.mirror_persons(
        desk.account.pk, pa.Table.from_pylist([row | {"city": None, "birthday_md": None}], schema=PERSONS)
    )
    save_segment(desk, name="all", tree={"not": VIP})
    text = "".join(export_segment(desk, "all"))
    assert text.startswith("\ufeff")
    heading, cells = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True))
    assert len(heading) == len(cells) == 8
    assert cells[:2] == ["'=cmd()", '\'+86,"x"\n']
    entry = AuditEntry.objects.get(act="segment.exported")
    assert (entry.actor_id, entry.data["persons"]) == (desk.user.pk, 1)
