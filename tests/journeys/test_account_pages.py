"""Log-in, settings, staff, audit log, back office and error pages over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from siyu.domains.accounts.models import Membership
from siyu.domains.people.models import User
from siyu.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def log_in(client: Client, email: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, headers=EN)


def test_log_in_leads_to_the_only_account(brand: Any, client: Client) -> None:
    answer = log_in(client, "owner@example.com", "long-and-plain-2026")
    assert answer["Location"] == "/console/"
    assert client.get("/console/")["Location"] == brand.url("today")


def test_log_in_keeps_what_was_typed(brand: Any, client: Client) -> None:
    body = log_in(client, "owner@example.com", "wrong").content.decode()
    assert 'value="owner@example.com"' in body
    assert 'role="alert"' in body


def test_ten_wrong_passwords_shut_the_door_with_plain_words(brand: Any, client: Client) -> None:
    for _try in range(10):
        cache.clear()  # the rate limit of single tries is another lock, tested by its makers
        answer = log_in(client, "owner@example.com", "wrong")
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
    cache.clear()
    assert log_in(client, "OWNER@example.com", "long-and-plain-2026").status_code == 429
    assert log_in(Client(), "someone@example.com", "wrong").status_code == 200


def test_nobody_signs_up(client: Client) -> None:
    body = client.get(reverse("account_signup"), headers=EN).content.decode()
    assert '<input type="password"' not in body


def test_the_account_chosen_last_is_opened(brand: Any) -> None:
    from siyu.domains.accounts.actions.open_account import open_account

    open_account(slug="second", name="二号店", owner=brand.owner)
    client = brand.client()
    assert client.get("/console/")["Location"] == reverse("console:accounts")
    assert "二号店" in client.get(reverse("console:accounts")).content.decode()
    client.get(reverse("console:today", kwargs={"slug": "second"}))
    assert client.get("/console/")["Location"] == reverse("console:today", kwargs={"slug": "second"})


def test_who_works_nowhere_is_told_the_next_step(db: None, client: Client) -> None:
    user = User.objects.create_user("new@example.com")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    body = client.get("/console/", follow=True, headers=EN).content.decode()
    assert "Ask the owner" in body


def test_language_and_theme_are_kept_with_the_user(brand: Any) -> None:
    client = brand.client()
    client.post(reverse("people:preferences"), {"language": "en", "theme": "dark"})
    body = client.get(brand.url("fans:list")).content.decode()
    assert 'lang="en" data-theme="dark"' in body
    client.post(reverse("people:preferences"), {"theme": "purple"})
    brand.owner.refresh_from_db()
    assert (brand.owner.theme, brand.owner.language) == ("dark", "en")


@pytest.mark.parametrize(
    "page", ["people:me", "account_change_password", "mfa_index", "account_logout", "console:style_guide"]
)
def test_own_pages_open(brand: Any, page: str) -> None:
    assert brand.client().get(reverse(page), follow=True).status_code == 200


@pytest.mark.parametrize("page", ["settings", "staff", "audit_log"])
@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("operator", 403), ("support", 403)])
def test_settings_are_the_owners(brand: Any, page: str, role: str, status: int) -> None:
    assert brand.client(role).get(brand.url(f"accounts_desk:{page}")).status_code == status


def test_settings_keep_input_on_error(brand: Any) -> None:
    client, url = brand.client(), brand.url("accounts_desk:settings")
    answer = client.post(url, {"name": "新名字", "time_zone": "Asia/Nowhere"})
    assert answer.status_code == 422
    assert 'value="新名字"' in answer.content.decode()
    client.post(url, {"name": "新名字", "time_zone": "Asia/Tokyo"})
    brand.account.refresh_from_db()
    assert (brand.account.name, brand.account.time_zone) == ("新名字", "Asia/Tokyo")
    assert AuditEntry.objects.get(act="account.changed").data["before"]["name"] == "云裳旗袍"


def test_new_staff_get_a_link_once_and_log_in_by_it(brand: Any, client: Client) -> None:
    owner, url = brand.client(), brand.url("accounts_desk:staff")
    owner.post(url, {"name": "小周", "email": "Zhou@Example.com", "role": "support"})
    link = re.search(r'value="http://testserver([^"]+)"', owner.get(url).content.decode())
    assert link is not None
    assert link[1] not in owner.get(url).content.decode()
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "plain-and-long-26", "password2": "plain-and-long-26"})
    assert log_in(Client(), "zhou@example.com", "plain-and-long-26").status_code == 302
    assert Client().get(link[1], follow=True).context["token_fail"]


def test_whoever_works_elsewhere_gets_no_link_from_us(brand: Any) -> None:
    from siyu.domains.accounts.actions.open_account import open_account

    guest = brand.hire("host")
    open_account(slug="second", name="二号店", owner=guest)
    assert brand.client().post(brand.url("accounts_desk:link", user_id=guest.pk)).status_code == 403


def test_the_last_owner_stays(brand: Any) -> None:
    client = brand.client()
    client.post(brand.url("accounts_desk:remove", user_id=brand.owner.pk))
    client.post(brand.url("accounts_desk:role", user_id=brand.owner.pk), {"role": "host"})
    assert Membership.objects.get(user=brand.owner).role == "owner"
    assert client.get(brand.url("accounts_desk:staff")).content.decode().count("toast bad") == 2


def test_removing_staff_is_undone(brand: Any) -> None:
    client, guest = brand.client(), brand.hire("support")
    client.post(brand.url("accounts_desk:remove", user_id=guest.pk))
    assert not guest.memberships.exists()
    undo = re.search(r'data-undo="([^"]+)"', client.get(brand.url("accounts_desk:staff")).content.decode())
    assert undo is not None
    assert brand.client("operator").post(undo[1]).status_code == 403
    assert client.post(undo[1]).status_code == 204
    assert guest.memberships.get().role == "support"
    assert client.post(brand.url("accounts_desk:restore", token="forged")).status_code == 404


def test_every_permission_and_role_is_said_in_words(brand: Any) -> None:
    from siyu.domains.accounts.desk.permissions import DUTIES, ROOMS, WORDS, permission_table, room_of
    from siyu.domains.accounts.policies import PERMISSIONS
    from siyu.domains.accounts.types import ROLE_LABELS

    assert PERMISSIONS.keys() <= WORDS.keys(), "say in accounts/desk/permissions.py what it lets someone do"
    assert {room_of(name) for name in PERMISSIONS} <= ROOMS.keys()
    assert DUTIES.keys() == ROLE_LABELS.keys()
    table = {str(line.words): line.holders for line in permission_table()}
    for name, roles in PERMISSIONS.items():
        assert table[str(WORDS[name])] == tuple(role in roles for role in ROLE_LABELS)
    body = brand.client().get(brand.url("accounts_desk:staff"), headers=EN).content.decode()
    assert "Take fans out as a file" in body
    assert "fans.export" not in body


def test_the_audit_log_speaks_words(brand: Any) -> None:
    from siyu.platform import audit

    audit.record(
        account_id=brand.account.pk, actor_id=brand.owner.pk, act="view.saved", target="view:4", name="贵客",
        query={"channel": "taobao", "tags": ["旗袍", "老客"]}, tree={"all": []}, before="",
    )  # fmt: skip
    body = brand.client().get(brand.url("accounts_desk:audit_log"), headers=EN).content.decode()
    assert "view #4" in body
    assert "Channel: Taobao，Tags: 旗袍 + 老客" in body
    assert "{" not in body.split("<tbody>")[1].split("</tbody>")[0]


def test_audit_log_pages_and_narrows(brand: Any) -> None:
    from siyu.platform import audit

    for n in range(120):
        audit.record(account_id=brand.account.pk, actor_id=None, act="test.done", target=f"row:{n}")
    audit.record(account_id=brand.account.pk + 1, actor_id=None, act="test.done", target="row:foreign")
    client, url = brand.client(), brand.url("accounts_desk:audit_log")
    seen: list[str] = []
    address = f"{url}?act=test.done"
    while address:
        body = client.get(address).content.decode()
        seen += re.findall(r">row:(\w+)<", body)
        more = re.search(r'rel="next" href="([^"]+)"', body)
        address = url + more[1].replace("&amp;", "&") if more else ""
    assert seen == [str(n) for n in range(119, -1, -1)]


@pytest.mark.parametrize("page", ["home", "accounts", "users"])
def test_the_back_office_does_not_exist_for_others(brand: Any, page: str) -> None:
    url = reverse(f"staff:{page}")
    assert brand.client().get(url).status_code == 404
    assert Client().get(url).status_code == 302
    keeper = User.objects.create_superuser("keeper@example.com")
    client = Client()
    client.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(url).status_code == 200


def test_errors_are_said_in_plain_words(brand: Any, client: Client) -> None:
    assert "There is nothing here" in client.get("/no/such/page", headers=EN).content.decode()
    refused = brand.client("reviewer").get(brand.url("fans:list"), headers=EN)
    assert refused.status_code == 403
    assert "Your role does not reach this far" in refused.content.decode()
    said = brand.client("reviewer").get(brand.url("fans:list"), headers={"accept": "application/json"})
    assert said.json()["code"] == "forbidden"


def test_pages_carry_no_inline_style_or_script(brand: Any) -> None:
    client = brand.client()
    person = brand.add_fans(1)[0]
    for url in (
        brand.url("today"),
        brand.url("fans:list"),
        brand.url("fans:person", person_id=person.pk),
        brand.url("fans:tiers"),
        brand.url("accounts_desk:staff"),
        reverse("console:style_guide"),
    ):
        answer = client.get(url)
        body = answer.content.decode()
        assert "style-src 'self'" in answer["Content-Security-Policy"]
        assert not re.search(r"<[^>]+\sstyle=", body), url
        assert not re.search(r"<[^>]+\son\w+=", body), url
        assert not re.search(r"<script(?![^>]*(src=|application/json))", body), url
