"""The way in over HTTP: one phone number, one code, and everything that must not work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from siyu.domains.people import conf
from siyu.domains.people.actions.check_code import check_code
from siyu.domains.people.actions.send_code import send_code
from siyu.domains.people.errors import WrongCode
from siyu.domains.people.models import Agreement, CodeSending, PhoneCode, User
from siyu.kernel import clock
from siyu.platform.http.limits import TooOften
from siyu.platform.settings import settings

PHONE = "+8613800138001"
CodeOf = Callable[[str], str]


@pytest.fixture(autouse=True)
def from_the_start() -> Iterator[None]:
    with time_machine.travel(clock.now(), tick=True):
        yield


def _ask(client: Client, phone: str = "138 0013 8001", **more: str) -> int:
    return client.post("/enter/", {"phone": phone, "agree": "on", **more}).status_code


@pytest.mark.django_db
def test_log_in_and_sign_up_are_one(code_of: CodeOf) -> None:
    client = Client()
    client.get("/enter/?next=/badges/")
    assert _ask(client, next="/badges/") == 302
    before = client.session.session_key
    answer = client.post("/enter/code/", {"code": f" {code_of(PHONE)} "})
    assert answer.headers["Location"] == "/badges/"
    user = User.objects.get(phone=PHONE)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.session_key != before
    assert set(Agreement.objects.filter(user=user).values_list("text", "version")) == {
        ("terms", conf.TERMS_VERSION), ("privacy", conf.TERMS_VERSION),
    }  # fmt: skip
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        again = Client()
        _ask(again)
        again.post("/enter/code/", {"code": code_of(PHONE)})
        assert again.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == 1
    assert Agreement.objects.count() == 2


@pytest.mark.django_db
def test_without_agreeing_nothing_is_sent() -> None:
    answer = Client().post("/enter/", {"phone": "13800138001"})
    assert answer.status_code == 422
    assert not CodeSending.objects.exists()
    assert b" checked" not in Client().get("/enter/").content


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["", "123", "010-62770001", "+1 202 555 0143", "1380013800", "select"])
def test_a_number_that_is_none_is_told_so(phone: str) -> None:
    assert _ask(Client(), phone) == 422
    assert not CodeSending.objects.exists()


@pytest.mark.django_db
def test_known_and_unknown_numbers_are_answered_alike() -> None:
    User.objects.create_member(phone="+8613900139001")
    said = []
    for phone in ("13900139001", "13900139002"):
        client = Client()
        answer = client.post("/enter/", {"phone": phone, "agree": "on"})
        page = client.get("/enter/code/").content.decode().replace(phone[-4:], "")
        said.append((answer.status_code, answer.headers["Location"], re.sub(r'[\w-]{40,}|nonce="[^"]+"', "", page)))
    assert said[0] == said[1]


@pytest.mark.django_db
def test_code_is_kept_as_a_hash_only(code_of: CodeOf) -> None:
    _ask(Client())
    row = PhoneCode.objects.values_list().get()
    assert code_of(PHONE) not in [str(value) for value in row]
    assert not any("13800138001" in str(value) for value in row)


@pytest.mark.django_db
def test_five_tries_and_no_more(code_of: CodeOf) -> None:
    client = Client()
    _ask(client)
    right = code_of(PHONE)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(conf.CODE_TRIES):
        assert client.post("/enter/code/", {"code": wrong}).status_code == 422
    assert client.post("/enter/code/", {"code": right}).status_code == 422
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_code_counts_once_and_for_five_minutes_and_in_one_browser(code_of: CodeOf) -> None:
    client, other = Client(), Client()
    _ask(client)
    code = code_of(PHONE)
    session = other.session
    session["enter"] = {**client.session["enter"], "browser": "another"}
    session.save()
    assert other.post("/enter/code/", {"code": code}).status_code == 422
    with time_machine.travel(clock.now() + conf.CODE_LIVES + timedelta(seconds=1)):
        assert client.post("/enter/code/", {"code": code}).status_code == 422
    assert client.post("/enter/code/", {"code": code}).status_code == 302
    with pytest.raises(WrongCode):
        check_code(PHONE, code, browser=other.session["enter"]["browser"])


@pytest.mark.django_db
def test_resend_waits_a_minute() -> None:
    client = Client()
    _ask(client)
    assert _ask(client) == 422
    assert client.post("/enter/code/again/").status_code == 429
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        assert client.post("/enter/code/again/").status_code == 302
    assert CodeSending.objects.count() == 2


@pytest.mark.django_db
def test_limits_of_number_address_and_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    start = clock.now()

    def sent(phone: str, address: str, at: timedelta) -> bool:
        with time_machine.travel(start + at):
            try:
                send_code(phone, address=address, browser="b")
            except TooOften as refused:
                return int(refused.data["retry_after"]) <= 0  # never: there is always a while to wait
        return True

    hour = [sent(PHONE, f"10.0.0.{n}", timedelta(minutes=2 * n)) for n in range(7)]
    assert hour == [True] * conf.NUMBER_A_HOUR + [False] * 2
    day = [sent(PHONE, f"10.0.1.{n}", timedelta(hours=2 + n)) for n in range(8)]
    assert sum(hour) + sum(day) == conf.NUMBER_A_DAY
    many = [sent(f"+86137{n:08d}", "10.9.9.9", timedelta(hours=12, seconds=n)) for n in range(conf.ADDRESS_A_HOUR + 3)]
    assert many.count(True) == conf.ADDRESS_A_HOUR
    monkeypatch.setattr(settings(), "sms_daily", CodeSending.objects.count())
    assert not sent("+8613600136001", "10.5.5.5", timedelta(hours=13))


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_next_leads_nowhere_else(asked: str, code_of: CodeOf) -> None:
    client = Client()
    client.get("/enter/", {"next": asked})
    _ask(client, next=asked)
    assert client.post("/enter/code/", {"code": code_of(PHONE)}).headers["Location"] == "/"


@pytest.mark.django_db
def test_whoever_has_a_second_factor_is_asked_for_it(code_of: CodeOf) -> None:
    from allauth.mfa.models import Authenticator

    staff = User.objects.create_user("boss@example.com", "long-and-plain-2026")
    User.objects.filter(pk=staff.pk).update(phone=PHONE)
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client()
    _ask(client)
    answer = client.post("/enter/code/", {"code": code_of(PHONE)})
    assert answer.headers["Location"].startswith("/log-in/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_texts_are_there_and_strangers_reach_them() -> None:
    for path in ("/enter/terms/", "/enter/privacy/", "/enter/"):
        assert Client().get(path).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_rivals_use_a_code_once(code_of: CodeOf) -> None:
    send_code(PHONE, address="10.0.0.1", browser="b")
    code = code_of(PHONE)

    def use(_: int) -> bool:
        try:
            check_code(PHONE, code, browser="b")
        except WrongCode:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1


@pytest.mark.django_db(transaction=True)
def test_rivals_ask_once_a_minute() -> None:
    def ask(n: int) -> bool:
        try:
            send_code(PHONE, address=f"10.0.0.{n}", browser=f"b{n}")
        except TooOften:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, range(4))) == 1
    assert CodeSending.objects.count() == 1
