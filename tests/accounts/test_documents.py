"""Qualification documents are seen by the owner and by reviewers only, and each look is written down."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from siyu.domains.accounts.actions.add_document import add_document, remove_document
from siyu.domains.accounts.adapters import documents
from siyu.domains.accounts.conf import DOCUMENTS_MOST
from siyu.domains.accounts.errors import WrongState
from siyu.domains.accounts.models import Account, Certification, Document
from siyu.domains.accounts.types import Desk
from siyu.domains.inbox.models import Notice
from siyu.domains.members.subscribers import tell_owners
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform.audit.models import AuditEntry
from siyu.platform.outbox.models import OutboxMessage

Enter = Callable[[User | None], Client]
DESK = "/console/silk/settings/certification/"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(documents, "_place", lambda account_id, file: tmp_path / str(account_id) / file)
    return tmp_path


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    return drawn.getvalue()


def added(desk: Desk) -> Document:
    return add_document(desk, kind="licence", name="执照.png", body=picture())


def looks(account: Account) -> list[int | None]:
    rows = AuditEntry.objects.filter(account_id=account.pk, act="certification.document_seen")
    return list(rows.order_by("pk").values_list("actor_id", flat=True))


def test_from_upload_to_mark_over_http(silk: Desk, enter: Enter) -> None:
    client, reviewer = enter(silk.user), User.objects.create_superuser("staff@example.com")
    file = SimpleUploadedFile("执照.png", picture(), "text/html")
    assert client.post(f"{DESK}documents/", {"kind": "licence", "file": file}).status_code == 302
    form = {"company": "福州示例有限公司", "licence": "91350100M000100Y43", "positioning": "brand", "contact": ""}
    assert client.post(DESK, form | {"licence": "91350100M000100Y44"}).status_code == 422
    assert client.post(DESK, form).status_code == 302
    staff = enter(reviewer)
    assert "福州示例有限公司" in staff.get("/staff/certifications/").content.decode()
    one = "/staff/certifications/silk/"
    assert staff.get(one).status_code == 200
    assert staff.post(f"{one}decide/", {"act": "refuse"}).status_code == 422
    staff.post(f"{one}decide/", {"act": "refuse", "words": "执照不清晰"})
    assert "执照不清晰" in client.get(DESK).content.decode()
    client.post(DESK, form)
    staff.post(f"{one}decide/", {"act": "approve"})
    assert "600" in client.get(DESK).content.decode()
    assert "account-mark" not in client.get("/a/silk/").content.decode()
    staff.post(f"{one}fee/", {"receipt": "R-2026-1"})
    assert Certification.objects.of(silk.account).get().state == "valid"
    assert "jade account-mark" in client.get("/a/silk/").content.decode()
    for _twice in range(2):
        tell_owners(list(OutboxMessage.objects.filter(account_id=silk.account.pk).order_by("pk")))
    told = Notice.objects.filter(user=silk.user, kind="certification.moved").order_by("pk")
    assert [one.title for one in told] == ["企业认证未通过", "企业认证审核通过", "企业认证已生效"]
    assert "执照不清晰" in told[0].body


def test_each_look_is_written_down(silk: Desk, enter: Enter) -> None:
    document = added(silk)
    Certification.objects.of(silk.account).update(state="submitted", company="x")
    reviewer = User.objects.create_superuser("staff@example.com")
    own = enter(silk.user).get(f"{DESK}documents/{document.public_id}/")
    assert own.content == picture()
    assert own["Content-Type"] == "image/png"
    assert own["Cache-Control"] == "no-store, private"
    assert "sandbox" in own["Content-Security-Policy"]
    seen = enter(reviewer).get(f"/staff/certifications/silk/documents/{document.public_id}/")
    assert seen.content == picture()
    assert looks(silk.account) == [silk.user.pk, reviewer.pk]


def test_nobody_else_sees_them(silk: Desk, hire: Callable[[str], Desk], enter: Enter) -> None:
    document = added(silk)
    stranger = User.objects.create_user("stranger@example.com")
    other = Account.objects.create(slug="other", name="Other")
    other.memberships.create(user=stranger, role="owner")
    address = f"{DESK}documents/{document.public_id}/"
    assert enter(hire("operator").user).get(address).status_code == 403
    assert enter(stranger).get(address).status_code == 404
    assert enter(stranger).get(address.replace("silk", "other")).status_code == 404
    for user in (stranger, silk.user):
        assert enter(user).get(f"/staff/certifications/silk/documents/{document.public_id}/").status_code == 404
    assert looks(silk.account) == []


def test_files_lie_where_only_we_read(silk: Desk, home: Path) -> None:
    document = added(silk)
    file = home / str(silk.account.pk) / document.file
    assert file.stat().st_mode & 0o077 == 0
    assert document.name not in str(file)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><script>alert(1)</script>", b"GIF89a\x01\x00\x01\x00", b"\x89PNG\r\n\x1a\nbroken", b"MZ\x90\x00"],
)
def test_what_is_no_document_is_refused(silk: Desk, body: bytes, home: Path) -> None:
    with pytest.raises(Invalid) as said:
        add_document(silk, kind="licence", name="x", body=body)
    assert said.value.data["field"] == "file"
    assert list(home.rglob("*")) == []


def test_a_pdf_is_handed_over_not_shown(silk: Desk, enter: Enter) -> None:
    document = add_document(silk, kind="other", name="x.pdf", body=b"%PDF-1.7 ...")
    answer = enter(silk.user).get(f"{DESK}documents/{document.public_id}/")
    assert answer["Content-Disposition"].startswith("attachment")


def test_nothing_changes_while_it_is_reviewed(silk: Desk) -> None:
    document = added(silk)
    Certification.objects.of(silk.account).update(state="submitted")
    with pytest.raises(WrongState):
        added(silk)
    with pytest.raises(WrongState):
        remove_document(silk, document.public_id)


def test_a_removed_document_leaves_the_disk(
    silk: Desk, home: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    document = added(silk)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        remove_document(silk, document.public_id)
    assert [one for one in home.rglob("*") if one.is_file()] == []


def test_not_more_than_a_few_and_only_owners(silk: Desk, hire: Callable[[str], Desk]) -> None:
    for _number in range(DOCUMENTS_MOST):
        added(silk)
    with pytest.raises(Invalid):
        added(silk)
    with pytest.raises(Forbidden):
        added(hire("operator"))
