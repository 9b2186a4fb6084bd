"""One's own data: what is known is shown, can be taken along, and is forgotten to the last letter."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from PIL import Image

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.fans.actions.match_identities import Claim, Key, match_identities
from siyu.domains.fans.models import Identity, Person
from siyu.domains.fans.queries.identity_values import phone_value
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.media.models import Asset
from siyu.domains.members import conf
from siyu.domains.members.actions.erase_member import due_erasures, erase_member
from siyu.domains.members.actions.follow_account import follow_account
from siyu.domains.members.actions.make_export import file_of, forget_old_exports, make_export
from siyu.domains.members.jobs import keep_house
from siyu.domains.members.models import Consent, DataExport, Erasure
from siyu.domains.members.queries.consents import consented, consented_users, personalised
from siyu.domains.members.types import erasers, exports
from siyu.domains.moderation.models import Case
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.settings import settings

Brands = tuple[Account, Account]
Enter = Callable[[User], Client]
PHONE = "13800138001"
CANARIES = ("金丝雀昵称", "金丝雀简介", "金丝雀城", "金丝雀收货人", "金丝雀备注", "金丝雀举报", PHONE, "union-canary",
            "金丝雀通知")  # fmt: skip


def _bought(account: Account) -> None:
    """Somebody bought on another platform under the member's number."""
    with transaction.atomic():
        keys = (
            Key(Identity.Kind.NICK.value, "taobao", "金丝雀收货人", "金丝雀收货人"),
            Key(Identity.Kind.PHONE.value, "", phone_value(PHONE), "138****8001"),
        )
        claim = Claim(keys=keys, seen="2026-01-01 00:00:00", name="金丝雀收货人", phone_masked="138****8001")
        match_identities(account, [claim], source="test")


@pytest.fixture
def at_home(brands: Brands, xiaoqing: User, enter: Enter) -> Client:
    """A member with a trace in everything that members and the domains beneath them keep."""
    qipao, _tea = brands
    _bought(qipao)
    User.objects.filter(pk=xiaoqing.pk).update(unionid="union-canary")
    xiaoqing.refresh_from_db()
    client = enter(xiaoqing)
    form = {"nickname": "金丝雀昵称", "bio": "金丝雀简介", "city": "金丝雀城", "month": "5", "day": "6"}
    assert client.post("/my/profile/", form).status_code == 302
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "#2f7d6b").save(file, "PNG")
    client.post("/my/profile/avatar/", {"file": SimpleUploadedFile("a.png", file.getvalue())})
    follow_account(xiaoqing, qipao)
    Person.objects.of(qipao).update(remark="金丝雀备注")
    client.post("/my/privacy/at/qipao/consent/", {"purpose": "news", "channel": "sms", "on": "1"})
    notify([xiaoqing], "comment", "金丝雀通知", account=qipao)
    now = clock.now()
    Case.objects.create(kind="member", target=xiaoqing.uid, author=xiaoqing, excerpt="金丝雀举报", title="金丝雀昵称",
                        source="reports", opened_at=now, due_at=now)  # fmt: skip
    return client


def test_what_an_account_knows_is_shown_to_the_member_alone(
    at_home: Client, brands: Brands, xuxian: User, enter: Enter, deliver: Callable[[], object]
) -> None:
    deliver()
    page = at_home.get("/my/privacy/at/qipao/").content.decode()
    for shown in ("金丝雀收货人", "138****8001", "关注"):
        assert shown in page
    for kept_back in ("金丝雀备注", "13800138001", "union-canary"):
        assert kept_back not in page
    assert at_home.get("/my/privacy/at/tea/").status_code == 404
    assert enter(xuxian).get("/my/privacy/at/qipao/").status_code == 404
    assert "金丝雀通知" in at_home.get("/my/privacy/messages/").content.decode()
    assert "金丝雀通知" not in enter(xuxian).get("/my/privacy/messages/").content.decode()


def test_consent_is_given_and_withdrawn_alike_and_stays_on_record(
    at_home: Client, brands: Brands, xiaoqing: User
) -> None:
    qipao, tea = brands
    assert consented(qipao, xiaoqing, "news", "sms")
    assert not consented(qipao, xiaoqing, "news", "inbox")
    assert not consented(tea, xiaoqing, "news", "sms")
    assert list(consented_users(qipao, "news", "sms")) == [xiaoqing.pk]
    form = {"purpose": "news", "channel": "sms"}
    for _ in range(2):
        assert at_home.post("/my/privacy/at/qipao/consent/", form).status_code == 302
    assert not consented(qipao, xiaoqing, "news", "sms")
    for _ in range(2):
        at_home.post("/my/privacy/at/qipao/consent/", form | {"on": "1"})
    rows = Consent.objects.of(qipao).order_by("id")
    assert [row.withdrawn_at is None for row in rows] == [False, True]
    assert at_home.post("/my/privacy/at/qipao/consent/", form | {"purpose": "spam", "on": "1"}).status_code == 422


def test_personalisation_can_be_switched_off(xiaoqing: User, enter: Enter) -> None:
    client = enter(xiaoqing)
    assert personalised(xiaoqing)
    client.post("/my/privacy/personalisation/", {})
    assert not personalised(xiaoqing)
    client.post("/my/privacy/personalisation/", {"on": "1"})
    assert personalised(xiaoqing)


def test_export_has_everything_and_is_ones_own(
    at_home: Client, xuxian: User, enter: Enter, deliver: Callable[[], object], brands: Brands
) -> None:
    deliver()
    place = at_home.post("/my/privacy/export/").headers["Location"]
    assert at_home.post("/my/privacy/export/").headers["Location"] == place
    assert at_home.get(f"{place}file/").status_code == 404
    make_export(DataExport.objects.get().public_id)
    assert at_home.get(place, headers={"Accept": "application/json"}).json()["state"] == "ready"
    body = b"".join(at_home.get(f"{place}file/").streaming_content)  # type: ignore[attr-defined]
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert {Path(name).stem for name in archive.namelist()} == {name for name, _ in exports}
    profile = json.loads(archive.read("profile.json"))[0]
    assert (profile["nickname"], profile["phone"]) == ("金丝雀昵称", "+8613800138001")
    acts = json.loads(archive.read("what_i_did.json"))
    assert ("qipao", "account.followed") in {(act["account"], act["kind"]) for act in acts}
    rows = list(csv.DictReader(io.StringIO(archive.read("consents.csv").decode("utf-8-sig"))))
    assert [(row["account"], row["purpose"]) for row in rows] == [("qipao", "news")]
    assert "金丝雀备注" not in b"".join(archive.read(name) for name in archive.namelist()).decode()

    for path in (place, f"{place}file/"):
        assert enter(xuxian).get(path).status_code == 404
    with time_machine.travel(clock.now() + conf.EXPORT_KEPT + timedelta(minutes=1)):
        assert at_home.get(f"{place}file/").status_code in {302, 404}
        assert forget_old_exports() == 1
    assert not file_of(DataExport.objects.get().public_id).exists()


def test_erasing_waits_fourteen_days_and_can_be_undone(at_home: Client, xiaoqing: User) -> None:
    assert at_home.post("/my/privacy/erase/").status_code == 422
    for _ in range(2):
        assert at_home.post("/my/privacy/erase/", {"sure": "on"}).status_code == 302
    erasure = Erasure.objects.get()
    assert erasure.due_at - erasure.asked_at == conf.ERASURE_WAITS
    assert due_erasures() == []
    assert erase_member(erasure.pk) == {}
    at_home.post("/my/privacy/erase/undo/")
    with time_machine.travel(clock.now() + conf.ERASURE_WAITS + timedelta(minutes=1)):
        assert due_erasures() == []
        assert erase_member(erasure.pk) == {}
    xiaoqing.refresh_from_db()
    assert xiaoqing.phone


def test_nothing_of_a_forgotten_member_remains(
    at_home: Client, brands: Brands, xiaoqing: User, deliver: Callable[[], object], event_store: DuckStore
) -> None:
    qipao, _tea = brands
    deliver()
    export = at_home.post("/my/privacy/export/").headers["Location"].split("/")[-2]
    make_export(export)
    at_home.post("/my/privacy/erase/", {"sure": "on"})
    (avatar,) = Asset.objects.filter(owner=xiaoqing)
    files = settings().home / "media"
    assert list(files.rglob(avatar.public_id))
    assert set(CANARIES) <= {canary for canary, _where in _sightings()}
    with time_machine.travel(clock.now() + conf.ERASURE_WAITS + timedelta(minutes=1)):
        (erasure_id,) = due_erasures()
        forgotten = erase_member(erasure_id)
        assert set(forgotten) == {name for name, _ in erasers}
        assert erase_member(erasure_id) == {}
        deliver()
    assert list(_sightings()) == []
    assert list(files.rglob(avatar.public_id)) == []
    mirror = event_store.query("SELECT * FROM persons").to_pylist()
    assert not any(canary in str(mirror) for canary in CANARIES)
    facts = event_store.query("SELECT count(*) AS n FROM facts WHERE account = $a", {"a": qipao.pk}).to_pylist()
    assert facts[0]["n"] >= 1
    assert "_auth_user_id" not in at_home.session
    xiaoqing.refresh_from_db()
    assert not xiaoqing.is_active
    assert Person.objects.of(qipao).count() == 1


def test_the_last_owner_hands_over_first_and_personal_accounts_go_along(
    brands: Brands, xiaoqing: User, enter: Enter
) -> None:
    qipao, _tea = brands
    Membership.objects.filter(account=qipao).delete()
    Membership.objects.create(account=qipao, user=xiaoqing, role="owner")
    client = enter(xiaoqing)
    assert client.post("/my/privacy/erase/", {"sure": "on"}).status_code == 422
    assert not Erasure.objects.exists()
    Membership.objects.create(account=qipao, user=User.objects.create_user("next@example.com"), role="owner")
    own = Account.objects.create(slug="canary-notes", name="金丝雀昵称的笔记", kind="personal")
    Membership.objects.create(account=own, user=xiaoqing, role="owner")
    assert client.post("/my/privacy/erase/", {"sure": "on"}).status_code == 302
    with time_machine.travel(clock.now() + conf.ERASURE_WAITS + timedelta(minutes=1)):
        erase_member(due_erasures()[0])
    own.refresh_from_db()
    assert "金丝雀" not in own.name
    assert not Membership.objects.filter(user=xiaoqing).exists()


@pytest.mark.django_db
def test_daily_work_queues_what_is_due(xiaoqing: User) -> None:
    now = clock.now()
    Erasure.objects.create(user=xiaoqing, asked_at=now, due_at=now)
    assert keep_house.func() == {"exports": 0, "erasures": 1}


def _sightings() -> Iterator[tuple[str, str]]:
    """Every canary in any column of any table, and in any file of the installation (the database's own apart)."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = "\n".join(repr(row) for row in cursor.fetchall())
            text += text.encode().decode("unicode_escape", errors="ignore") if "\\u" in text else ""
            yield from ((canary, table) for canary in CANARIES if canary in text)
    for file in settings().home.rglob("*"):
        if file.is_file() and "sqlite" not in file.name and file.stat().st_size < 5_000_000:
            body = file.read_bytes()
            if file.suffix == ".zip":
                with zipfile.ZipFile(file) as archive:
                    body = b"".join(archive.read(name) for name in archive.namelist())
            yield from ((canary, str(file)) for canary in CANARIES if canary.encode() in body)
