"""WeChat: one human being by the unionid, joined with their phone. Providers of text messages: signed as published."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client

from siyu.domains.people.adapters import sms_aliyun, sms_tencent
from siyu.domains.people.adapters.wechat import RealWeChat
from siyu.domains.people.errors import CodeNotSent, WeChatRefused
from siyu.domains.people.models import User, WeChatLogin
from siyu.platform.settings import settings

PHONE = "+8613800138009"
CodeOf = Callable[[str], str]


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "wechat_provider", "sandbox")


def _through_wechat(client: Client, who: str, **form: str) -> Any:
    gone = client.post("/enter/wechat/", {"agree": "on", **form})
    state = parse_qs(urlsplit(gone.headers["Location"]).query)["state"][0]
    return client.get("/enter/wechat/back/", {"code": who, "state": state})


@pytest.mark.django_db
def test_a_new_wechat_needs_a_number_and_is_joined_with_it(sandbox: None, code_of: CodeOf) -> None:
    bought = User.objects.create_member(phone=PHONE)
    client = Client()
    assert _through_wechat(client, "union-7|open-7|小明").headers["Location"] == "/enter/"
    assert client.post("/enter/", {"phone": "13800138009"}).status_code == 302
    assert client.post("/enter/code/", {"code": code_of(PHONE)}).status_code == 302
    bought.refresh_from_db()
    assert (bought.unionid, User.objects.count()) == ("union-7", 1)
    assert client.session["_auth_user_id"] == str(bought.pk)

    other_application = Client()
    _through_wechat(other_application, "union-7|open-8|小明")
    assert other_application.session["_auth_user_id"] == str(bought.pk)
    assert set(WeChatLogin.objects.values_list("user_id", "openid")) == {(bought.pk, "open-7"), (bought.pk, "open-8")}


@pytest.mark.django_db
def test_a_number_with_another_wechat_is_not_taken_over(sandbox: None, code_of: CodeOf) -> None:
    User.objects.create_member(phone=PHONE, unionid="union-1")
    client = Client()
    _through_wechat(client, "union-2|open-2|路人")
    client.post("/enter/", {"phone": "13800138009"})
    assert client.post("/enter/code/", {"code": code_of(PHONE)}).status_code == 422
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_state_must_be_this_browsers(sandbox: None) -> None:
    User.objects.create_member(unionid="union-1")
    for state in ("", "guessed"):
        client = Client()
        client.post("/enter/wechat/", {"agree": "on"})
        assert client.get("/enter/wechat/back/", {"code": "union-1|o|x", "state": state}).status_code == 422
        assert "_auth_user_id" not in client.session
    assert Client().get("/enter/wechat/back/", {"code": "union-1|o|x", "state": ""}).status_code == 422


@pytest.mark.django_db
def test_wechat_asks_for_consent_too_and_is_off_by_default(sandbox: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().post("/enter/wechat/", {}).status_code == 422
    monkeypatch.setattr(settings(), "wechat_provider", "")
    assert Client().post("/enter/wechat/", {"agree": "on"}).status_code == 404
    assert Client().get("/enter/wechat/sandbox/").status_code == 404


def _answers(monkeypatch: pytest.MonkeyPatch, *bodies: dict[str, Any]) -> list[Any]:
    asked: list[Any] = []
    left = list(bodies)

    def answer(url: str, **sent: Any) -> httpx.Response:
        asked.append((url, sent))
        return httpx.Response(200, content=json.dumps(left.pop(0)).encode())

    monkeypatch.setattr(httpx, "get", answer)
    monkeypatch.setattr(httpx, "post", answer)
    return asked


def test_wechat_without_a_unionid_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, {"openid": "o", "access_token": "t"}, {"openid": "o", "nickname": "小"})
    with pytest.raises(WeChatRefused):
        RealWeChat().person("code", inside=True)
    asked = _answers(monkeypatch, {"openid": "o", "access_token": "t"}, {"nickname": "小", "unionid": "u"})
    assert RealWeChat().person("code", inside=False).unionid == "u"
    assert [url.rsplit("/", 1)[-1] for url, _ in asked] == ["access_token", "userinfo"]


def test_aliyun_is_signed_as_its_documentation_signs() -> None:
    parameters = {
        "Timestamp": "2016-02-23T12:46:24Z", "Format": "XML", "AccessKeyId": "testid", "Action": "DescribeRegions",
        "SignatureMethod": "HMAC-SHA1", "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
        "Version": "2014-05-26", "SignatureVersion": "1.0",
    }  # fmt: skip
    assert sms_aliyun.signature(parameters, "testsecret", "GET") == "OLeaidS1JvxuMvnyHOwuJ+uX5qY="


def test_tencent_is_signed_as_its_documentation_signs() -> None:
    body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    stars = "*" * 7
    signed = sms_tencent.authorization(
        f"AKIDz8krbsJ5yKBZQpn74WFkmLPx3{stars}", f"Gu5t9xGARNpq86cd98joQYCN3{stars}",
        "cvm", "cvm.tencentcloudapi.com", body, 1551113065,
    )  # fmt: skip
    assert signed.endswith("Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c")


def test_providers_tell_their_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    aliyun = sms_aliyun.AliyunSms("id", "secret", "云裳", "SMS_1")
    asked = _answers(monkeypatch, {"Code": "OK"}, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "x"})
    aliyun.send_code(PHONE, "123456")
    assert asked[0][1]["data"]["PhoneNumbers"] == "13800138009"
    with pytest.raises(CodeNotSent):
        aliyun.send_code(PHONE, "123456")
    tencent = sms_tencent.TencentSms("id", "secret", "云裳", "1", "1400000000")
    sent = {"Response": {"SendStatusSet": [{"Code": "Ok"}]}}
    refused = {"Response": {"SendStatusSet": [{"Code": "LimitExceeded", "Message": "x"}]}}
    asked = _answers(monkeypatch, sent, refused, {"Response": {"Error": {"Code": "AuthFailure"}}})
    tencent.send_code(PHONE, "123456")
    assert json.loads(asked[0][1]["content"])["PhoneNumberSet"] == [PHONE]
    for _ in range(2):
        with pytest.raises(CodeNotSent):
            tencent.send_code(PHONE, "123456")
