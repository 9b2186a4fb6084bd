"""Leading a group: roles, muting, announcements, tasks, the desk; texts that try to be markup."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.recall_message import recall_message
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.errors import MayNotSpeak
from siyu.domains.chat.types import Draft
from siyu.domains.groups.actions.announce import announce, see_announcement
from siyu.domains.groups.actions.appoint_member import appoint_member, transfer_group
from siyu.domains.groups.actions.assign_task import assign_task, finish_task
from siyu.domains.groups.actions.dissolve_group import dissolve_group
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.actions.mute_member import mute_member
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.actions.set_member_remark import set_member_remark
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.queries.members import announcement_receipts
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVIL = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>", "{{ 7*7 }}",
    "</script><script>alert(1)</script>", "javascript:alert(1)", "<b>粗</b>", "' onmouseover='alert(1)",
    "<!--", "]]>", "\u2028alert(1)", "&lt;script&gt;", "<iframe srcdoc='<script>1</script>'>", "%3Cscript%3E",
]  # fmt: skip


class _Markup(HTMLParser):
    """What of a page could act: attributes that are handlers, scripts with words of their own, frames."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.loose: list[str] = []
        self._inert = True
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.handlers += [name for name in given if name.startswith("on")]
        self.handlers += [link for name in ("href", "src") if (link := given.get(name) or "").startswith("javascript:")]
        self._inert = tag != "script" or "src" in given or given.get("type") == "application/json"
        self.loose += [tag] if tag in {"iframe", "object", "embed"} or given.get("src") == "x" else []

    def handle_data(self, data: str) -> None:
        if not self._inert and data.strip():
            self.loose.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inert = True


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk)


def _in(group: Group, name: str) -> User:
    user = make_member(name)
    join(user, group)
    return user


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _role(group: Group, user: User) -> str:
    return str(GroupMember.objects.of(group.account_id).get(group=group, user=user).role)


def test_roles_act_downward_only(desk: Desk, group: Group) -> None:
    admin, other, volunteer, plain = (_in(group, name) for name in ("管", "理", "义", "普"))
    lead = staff_lead(desk, group)
    for user in (admin, other):
        appoint_member(lead, user.uid, "admin")
    appoint_member(lead, volunteer.uid, "volunteer")
    with pytest.raises(Invalid):
        appoint_member(lead, volunteer.uid, "owner")
    by_admin, by_volunteer, by_plain = (lead_as_member(who, group.public_id) for who in (admin, volunteer, plain))
    mute_member(by_admin, plain.uid, 60)
    for act in (
        lambda: mute_member(by_admin, other.uid, 60),
        lambda: remove_member(by_admin, other.uid),
        lambda: remove_member(by_admin, desk.user.uid),
        lambda: appoint_member(by_admin, plain.uid, "admin"),
        lambda: transfer_group(by_admin, admin.uid),
        lambda: dissolve_group(by_admin),
        lambda: set_member_remark(by_admin, plain.uid, "x"),
        lambda: mute_member(by_volunteer, plain.uid, 60),
        lambda: announce(by_plain, "x"),
        lambda: assign_task(by_plain, plain.uid, "x"),
    ):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(MayNotSpeak):
        send_message(plain, group.public_id, Draft(text="在吗"))
    mute_member(by_admin, plain.uid, 0)
    assert send_message(plain, group.public_id, Draft(text="在吗")).seq
    mute_member(by_admin, plain.uid, 10)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        said = send_message(plain, group.public_id, Draft(text="又能说话了"))
        assert recall_message(admin, group.public_id, said.seq).state == "recalled"
    remove_member(by_admin, plain.uid)


def test_the_group_changes_hands(desk: Desk, group: Group) -> None:
    heir = _in(group, "继任")
    transfer_group(lead_as_member(desk.user, group.public_id), heir.uid)
    assert (_role(group, heir), _role(group, desk.user)) == ("owner", "admin")
    owners = GroupMember.objects.of(desk.account).filter(group=group, role="owner")
    assert owners.count() == 1
    leave_group(desk.user, group.public_id)
    with pytest.raises(Invalid):
        leave_group(heir, group.public_id)


def test_only_leaders_speak_when_all_are_muted(desk: Desk, group: Group) -> None:
    mei = _in(group, "小美")
    Group.objects.of(desk.account).update(all_muted=True)
    with pytest.raises(MayNotSpeak):
        send_message(mei, group.public_id, Draft(text="?"))
    assert send_message(desk.user, group.public_id, Draft(text="公告")).seq
    with pytest.raises(Forbidden):
        send_message(mei, group.public_id, Draft(text="冒充", voice="account"))
    host = make_desk("acme", "finance")
    with pytest.raises(NotFound):
        send_message(host.user, group.public_id, Draft(text="x", voice="account"))


def test_announcements_count_their_readers(desk: Desk, group: Group) -> None:
    mei, bo = _in(group, "小美"), _in(group, "阿波")
    lead = lead_as_member(desk.user, group.public_id)
    announce(lead, "周五开团")
    announce(lead, "周五开团")
    group.refresh_from_db(from_queryset=Group.objects.of(desk.account))
    assert group.announcement_version == 1
    assert announcement_receipts(group) == (1, 3)
    assert Notice.objects.filter(user__in=(mei, bo)).count() == 2
    see_announcement(mei, group.public_id)
    see_announcement(mei, group.public_id)
    assert announcement_receipts(group) == (2, 3)
    assert "周五开团" in _client(bo).get(f"/g/{group.public_id}/").content.decode()
    _client(bo).get(f"/g/{group.public_id}/announcement/")
    assert announcement_receipts(group) == (3, 3)
    announce(lead, "改到周六")
    group.refresh_from_db(from_queryset=Group.objects.of(desk.account))
    assert announcement_receipts(group) == (1, 3)
    with pytest.raises(Invalid):
        announce(lead, "长" * 1001)


def test_tasks_are_done_once(desk: Desk, group: Group) -> None:
    mei, bo = _in(group, "小美"), _in(group, "阿波")
    task = assign_task(lead_as_member(desk.user, group.public_id), mei.uid, "迎新")
    with pytest.raises(NotFound):
        finish_task(bo, group.public_id, task.pk)
    first = finish_task(mei, group.public_id, task.pk).done_at
    assert finish_task(mei, group.public_id, task.pk).done_at == first
    assert "迎新" not in _client(bo).get(f"/g/{group.public_id}/tasks/").content.decode()
    with pytest.raises(NotFound):
        assign_task(staff_lead(desk, group), make_member("外人").uid, "x")


def test_a_remark_is_for_staff_and_the_file_is_no_formula(desk: Desk, group: Group) -> None:
    mei = _in(group, "=1+1")
    set_member_remark(staff_lead(desk, group), mei.uid, "@老客")
    for path in ("", "about/", "members/"):
        assert "老客" not in _client(mei).get(f"/g/{group.public_id}/{path}").content.decode()
    assert "老客" in _client(desk.user).get(f"/console/acme/groups/{group.public_id}/members/").content.decode()
    answer = _client(desk.user).post(f"/console/acme/groups/{group.public_id}/export/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["acme的owner", "'=1+1"]
    assert rows[2][-1] == "'@老客"
    assert AuditEntry.objects.filter(act="group.members_exported").count() == 1
    support = make_desk("acme", "support")
    assert _client(support.user).post(f"/console/acme/groups/{group.public_id}/export/").status_code == 403


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_markup(desk: Desk, evil: str) -> None:
    group = make_group(desk, evil[:30], intro=evil, rules=evil, policy="open")
    mei = _in(group, evil[:20])
    announce(lead_as_member(desk.user, group.public_id), evil)
    send_message(mei, group.public_id, Draft(text=evil))
    send_message(mei, group.public_id, Draft(text=evil, voice="member", reply_to=3))
    set_member_remark(staff_lead(desk, group), mei.uid, evil)
    stranger = make_member("路人")
    pages = [_client(mei).get(f"/g/{group.public_id}/{path}") for path in ("", "about/", "members/", "announcement/")]
    pages += [_client(stranger).get(path) for path in (f"/g/{group.public_id}/", "/groups/")]
    pages += [_client(mei).get("/groups/")]
    desk_paths = ("", f"{group.public_id}/", f"{group.public_id}/members/", f"{group.public_id}/edit/")
    pages += [_client(desk.user).get(f"/console/acme/groups/{path}") for path in desk_paths]
    for page in pages:
        body = page.content.decode()
        assert page.status_code == 200
        found = _Markup(body)
        assert found.handlers == [], (evil, page.request["PATH_INFO"])
        assert found.loose == [], (evil, page.request["PATH_INFO"])


def test_pages_cost_the_same_for_few_and_many(desk: Desk) -> None:
    costs: dict[str, list[int]] = {}
    for size in (2, 25):
        group = make_group(desk, f"群{size}")
        members = [_in(group, f"成员{n}") for n in range(size)]
        for user in members:
            send_message(user, group.public_id, Draft(text="你好"))
        client, staff = _client(members[0]), _client(desk.user)
        for path, who in (
            (f"/g/{group.public_id}/", client), (f"/g/{group.public_id}/members/", client), ("/groups/", client),
            (f"/console/acme/groups/{group.public_id}/members/", staff),
            (f"/console/acme/groups/{group.public_id}/", staff), ("/console/acme/groups/", staff),
        ):  # fmt: skip
            who.get(path)
            with CaptureQueriesContext(connection) as seen:
                assert who.get(path).status_code == 200
            costs.setdefault(path.replace(group.public_id, "…"), []).append(len(seen))
    for path, (few, many) in costs.items():
        assert many <= few, (path, few, many)
        assert many <= 24, (path, many)


def test_the_desk_lists_what_waits(desk: Desk, group: Group) -> None:
    make_group(desk, "大群", kind="big", capacity=500)
    mei = _in(group, "小美")
    said = send_message(mei, group.public_id, Draft(text="坏话"))
    open_case("message", f"{group.public_id}.{said.seq}", source="words")
    client = _client(desk.user)
    page = client.get("/console/acme/groups/").content.decode()
    assert "茶友群" in page
    assert "大群" in page
    narrowed = client.get("/console/acme/groups/?kind=big").content.decode()
    assert "大群" in narrowed
    assert "茶友群" not in narrowed
    assert "茶友群" in client.get("/console/acme/groups/?q=茶友").content.decode()


def test_the_desk_opens_edits_and_dissolves(desk: Desk) -> None:
    client = _client(desk.user)
    form = {"name": "新群", "kind": "precise", "capacity": "40", "policy": "open", "listed": "on"}
    assert client.post("/console/acme/groups/new/", form).status_code == 422
    answer = client.post("/console/acme/groups/new/", {**form, "capacity": "30"})
    group = Group.objects.of(desk.account).get(name="新群")
    assert answer["Location"].endswith(f"/groups/{group.public_id}/")
    client.post(f"/console/acme/groups/{group.public_id}/edit/", {**form, "capacity": "20", "name": "改名"})
    assert Group.objects.of(desk.account).get(pk=group.pk).name == "改名"
    client.post(f"/console/acme/groups/{group.public_id}/dissolve/")
    assert Group.objects.of(desk.account).get(pk=group.pk).dissolved_at is not None
    client.post(f"/console/acme/groups/{group.public_id}/restore/")
    assert Group.objects.of(desk.account).get(pk=group.pk).dissolved_at is None
    acts = list(AuditEntry.objects.filter(account_id=desk.account.pk).order_by("pk").values_list("act", flat=True))
    assert acts == ["group.opened", "group.edited", "group.dissolved", "group.restored"]


def test_a_plain_form_sends_and_comes_back(desk: Desk, group: Group) -> None:
    mei = _in(group, "小美")
    client = _client(mei)
    answer = client.post(f"/chat/{group.public_id}/send/", {"text": "没有脚本也能说"}, follow=True)
    assert answer.status_code == 200
    assert "没有脚本也能说" in answer.content.decode()
