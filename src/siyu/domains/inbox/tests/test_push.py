"""Pushes really are encrypted and posted: a push service on loopback opens them with the browser's key."""

from __future__ import annotations

import base64
import json
import os
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from py_vapid import Vapid02  # type: ignore[import-untyped]

from siyu.domains.inbox.actions.add_device import add_device, remove_device
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.actions.push_notices import push_notices
from siyu.domains.inbox.actions.set_wishes import set_quiet_hours, set_ways
from siyu.domains.inbox.adapters import push
from siyu.domains.inbox.conf import DEVICES_MOST, FAILURES_MOST
from siyu.domains.inbox.models import Device, Notice
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.http import limits
from siyu.platform.settings import settings

pytestmark = pytest.mark.django_db


class Service:
    """A push service: keeps what was posted, answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}
        service = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(service.answers.get(self.path, 201))
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    service = Service()
    monkeypatch.setattr(settings(), "push_services", [service.host])
    limits.forget_all()
    yield service
    service.server.shutdown()
    service.server.server_close()


class Phone:
    """A browser's side: its keys, and opening what came."""

    def __init__(self, user: User, service: Service, path: str = "/p") -> None:
        self.private, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.endpoint = f"http://{service.host}{path}"
        self.device = add_device(user, self.endpoint, text(self.point), text(self.auth), "Android")

    def opened(self, sealed: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(sealed, private_key=self.private, auth_secret=self.auth)
        told: dict[str, str] = json.loads(plain)
        return told


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
def user() -> User:
    return User.objects.create_member(name="读者")


def test_a_push_is_sealed_for_its_browser_and_signed_by_us(user: User, service: Service) -> None:
    phone = Phone(user, service)
    notify([user], "live.begun", "开播了", "今晚八点的秋装", "/live/1/", key="live:1")
    assert push_notices("live:1") == {"sent": 1, "gone": 0, "failed": 0}
    [(path, headers, body)] = service.got
    assert path == "/p"
    assert phone.opened(body) == {"title": "开播了", "body": "今晚八点的秋装", "url": "/live/1/", "tag": "live:1"}
    assert "开播".encode() not in body
    assert (headers["content-encoding"], headers["urgency"]) == ("aes128gcm", "high")
    assert Vapid02.verify(headers["authorization"])
    assert f"k={push.public_key()}" in headers["authorization"]
    token = headers["authorization"].split("t=")[1].split(",")[0].split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(token + "=="))["aud"] == f"http://{service.host}"


def test_a_notice_is_pushed_once_however_often_the_job_runs(user: User, service: Service) -> None:
    Phone(user, service)
    notify([user], "live.begun", "a", key="k")
    notify([user], "live.begun", "a", key="k")
    assert [push_notices("k")["sent"] for _ in range(3)] == [1, 0, 0]


def test_dead_devices_are_forgotten_and_failing_ones_in_time(user: User, service: Service) -> None:
    for path in ("/gone", "/never", "/broken", "/moved", "/well"):
        Phone(user, service, path)
    service.answers = {"/gone": 410, "/never": 404, "/broken": 500, "/moved": 307}
    notify([user], "live.begun", "a", key="k0")
    assert push_notices("k0") == {"sent": 1, "gone": 2, "failed": 2}
    assert {device.endpoint.rsplit("/", 1)[1] for device in Device.objects.all()} == {"broken", "moved", "well"}
    for n in range(1, FAILURES_MOST):
        notify([user], "live.begun", "a", key=f"k{n}")
        push_notices(f"k{n}")
    assert [device.endpoint.rsplit("/", 1)[1] for device in Device.objects.all()] == ["well"]
    assert Device.objects.get().failures == 0


def test_quiet_hours_and_wishes_hold_pushes_but_not_notices(
    user: User, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    Phone(user, service)
    night = datetime(2026, 5, 1, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    monkeypatch.setattr(clock, "now", lambda: night)
    set_quiet_hours(user, 23, 7, "Asia/Shanghai")
    notify([user], "live.begun", "夜里", key="night")
    assert push_notices("night")["sent"] == 0
    monkeypatch.setattr(clock, "now", lambda: night + timedelta(hours=8))
    assert push_notices("night")["sent"] == 0
    set_ways(user, {"live": "app"})
    notify([user], "live.begun", "白天", key="day")
    set_ways(user, {"live": "all"})
    notify([user], "live.begun", "白天", key="day2")
    assert [push_notices(key)["sent"] for key in ("day2",)] == [1]
    assert Notice.objects.filter(user=user).count() == 3


def test_only_push_services_are_called(user: User, service: Service) -> None:
    key, auth = text(b"\x04" + bytes(64)), text(bytes(16))
    for endpoint in (
        "http://169.254.169.254/latest", "https://127.0.0.1/x", f"http://127.0.0.1:{service.server.server_port + 1}/",
        "https://evil.example/", "https://fcm.googleapis.com.evil.example/", "http://fcm.googleapis.com/x",
        "https://user@fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://evilpush.apple.com/",
        "ftp://fcm.googleapis.com/", "https://[::1/", "", "https://fcm.googleapis.com/" + "x" * 500,
    ):  # fmt: skip
        with pytest.raises(Invalid):
            add_device(user, endpoint, key, auth)
    for good in ("https://fcm.googleapis.com/fcm/send/a", "https://wns2-par02p.notify.windows.com/w/?t=1"):
        add_device(user, good, key, auth)
    for bad in (("short", auth), (key, "short"), ("", "")):
        with pytest.raises(Invalid):
            add_device(user, good, *bad)


def test_a_device_that_lies_about_its_key_is_forgotten(user: User, service: Service) -> None:
    add_device(user, f"http://{service.host}/liar", text(b"\x04" + bytes(64)), text(bytes(16)))
    notify([user], "live.begun", "a", key="k")
    assert push_notices("k") == {"sent": 0, "gone": 1, "failed": 0}
    assert service.got == []


def test_a_browser_belongs_to_whoever_logged_in_last(user: User, service: Service) -> None:
    phone = Phone(user, service)
    other = User.objects.create_member()
    add_device(other, phone.endpoint, text(phone.point), text(phone.auth))
    assert Device.objects.get().user == other
    assert remove_device(user, phone.endpoint) == 0
    for n in range(DEVICES_MOST + 3):
        Phone(user, service, f"/{n}")
    assert Device.objects.filter(user=user).count() == DEVICES_MOST


def test_the_door_takes_a_subscription_and_forgets_it(user: User, service: Service, client: Client) -> None:
    told = {
        "endpoint": f"http://{service.host}/d",
        "keys": {"p256dh": text(b"\x04" + bytes(64)), "auth": text(bytes(16))},
    }
    post = {"path": "/my/notices/devices/", "content_type": "application/json"}
    assert client.post(data=told, **post).status_code == 302
    client.force_login(user)
    assert client.post(data=told, **post).json() == {"on": True}
    assert "1" in client.get("/my/notices/").content.decode()
    assert client.post(data=[1], **post, headers={"accept": "application/json"}).status_code == 422
    assert client.post(data={**told, "off": True}, **post).json() == {"devices": 1}
    assert not Device.objects.exists()


def test_our_key_is_made_once_and_kept_from_others() -> None:
    first = push.public_key()
    push._vapid_of.cache_clear()
    assert push.public_key() == first
    file = settings().home / "secrets" / "vapid.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
