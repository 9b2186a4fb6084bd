"""A brand with fans for tests over HTTP, and a real Chromium on a live server for journeys."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings
from siyu.domains.fans.models import Identity, Person
from siyu.domains.imports.presets import HEADERS
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS
from siyu.platform.realtime import door, publishing
from siyu.platform.realtime.carriers import LocalCarrier
from siyu.platform.realtime.tests.gateways import GatewayProcess

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "long-and-plain-2026"


@dataclass
class Brand:
    """An account with an owner, and fans of whom every second one bought: fan n spent n × 100 yuan."""

    account: Account
    owner: User
    store: DuckStore

    def url(self, name: str, **more: Any) -> str:
        """The address of a console page of this account."""
        return reverse(f"console:{name}", kwargs={"slug": self.account.slug, **more})

    def client(self, role: str = "owner") -> Client:
        """Someone of this role, logged in."""
        user = self.owner if role == "owner" else self.hire(role)
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    def hire(self, role: str) -> User:
        """A new member of staff."""
        user = User.objects.create_user(f"{role}{User.objects.count()}@{self.account.slug}.example.com", PASSWORD)
        Membership.objects.create(account=self.account, user=user, role=role)
        return user

    def add_fans(self, n: int) -> list[Person]:
        """More fans with their facts and standings."""
        now, already = clock.now(), Person.objects.of(self.account).count()
        people = Person.objects.bulk_create(
            Person(account=self.account, key=f"key-{i}", name=f"粉丝{i:05d}", city="上海", created_at=now)
            for i in range(already, already + n)
        )
        names = Identity.objects.bulk_create(
            Identity(account=self.account, person=one, channel="taobao", kind="nick", value=one.key, shown=one.name,
                     first_seen_at=now)
            for one in people
        )  # fmt: skip
        facts = [self._order(name, i) for i, name in enumerate(names, already) if i % 2]
        if facts:
            self.store.append(pa.Table.from_pylist(facts, schema=FACTS), source="test", sequence=already + n)
        mirror_persons(self.account)
        rebuild_standings(self.account)
        cache.clear()
        return people

    def _order(self, name: Identity, i: int) -> dict[str, Any]:
        at = clock.now() - timedelta(days=i % 60 + 1)
        ms = clock.to_ms(at)
        return {
            "event_id": derived_id(ms, self.account.pk, "taobao", f"order-{i}", "order.paid").bytes,
            "account": self.account.pk,
            "person": name.person_id,
            "identity": name.pk,
            "happened_at": at.replace(tzinfo=None),
            "kind": KINDS["order.paid"].code,
            "channel": "taobao",
            "object_type": "order",
            "object_id": f"order-{i}",
            "amount_fen": i * 10_000,
            "props": None,
        }


@pytest.fixture
def brand(db: None, event_store: DuckStore) -> Brand:
    """An account with ten fans, five of them buyers."""
    cache.clear()
    owner = User.objects.create_user("owner@example.com", PASSWORD, name="林知夏")
    account = Account.objects.create(slug="qipao", name="云裳旗袍")
    Membership.objects.create(account=account, user=owner, role="owner")
    made = Brand(account, owner, event_store)
    made.add_fans(10)
    return made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium of the system; tests are skipped, saying so, where there is none."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if program is None:
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-cjk")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; we await nothing
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


def _is_trouble(said: Any) -> bool:
    """Errors of the page; a 422 is our own answer to wrong input, which Chromium logs as an error."""
    return said.type == "error" and "status of 422" not in said.text


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """`open_page(user=None, dark=False, phone=False)` → a Playwright page on the live server, logged in or not.

    Anything the page complains about (console errors, content security policy) fails the test at its end.
    """
    contexts, trouble = [], []

    def make(user: User | None = None, *, dark: bool = False, phone: bool = False) -> Any:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900},
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user, backend=BACKEND)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value,
                                  "url": live_server.url}])  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: trouble.append(said.text) if _is_trouble(said) else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def gateway(live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayProcess]:
    """A real gateway that the pages of the live server reach."""
    publishing.use(LocalCarrier())
    made = GatewayProcess()
    made.start()
    address = f"ws://{urlsplit(live_server.url).hostname}:{made.port}"
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": allowed | {"connect-src": [*allowed["connect-src"], address]}}
    monkeypatch.setattr(door, "gateway_address", lambda _request: f"{address}/ws")
    yield made
    made.stop()
    publishing.use(None)


@pytest.fixture
def shop_account(db: None, event_store: DuckStore) -> Account:
    """An account `shop` without anyone in it."""
    cache.clear()
    return Account.objects.create(slug="shop", name="Shop")


@pytest.fixture
def enter(open_page: Callable[..., Any], shop_account: Account) -> Callable[..., Any]:
    """`enter(role, dark=False, phone=False)` → a page in Chromium, logged in as that role of `shop`, on its 今天."""

    def go(role: str = "owner", **look: bool) -> Any:
        user = User.objects.create_user(f"{role}{User.objects.count()}@shop.example.com", PASSWORD)
        Membership.objects.create(account=shop_account, user=user, role=role)
        page = open_page(user, **look)
        page.goto(reverse("console:today", kwargs={"slug": shop_account.slug}))
        return page

    return go


@pytest.fixture
def exported(tmp_path: Path) -> tuple[Path, Path]:
    """An order report and a goods report as Taobao writes them: 9 orders of 3 buyers in GBK, one row spoilt."""
    orders, lines = tmp_path / "ExportOrderList2026.csv", tmp_path / "ExportOrderDetailList2026.csv"
    with orders.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, HEADERS["taobao"], restval="")
        writer.writeheader()
        for n in range(9):
            writer.writerow(_order(n) | ({"总金额": "看备注"} if n == 8 else {}))
    with lines.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, HEADERS["taobao-lines"], restval="")
        writer.writeheader()
        for n in range(8):
            number = f"48230000000000{n}1"
            writer.writerow({"订单编号": number, "标题": "改良旗袍", "价格": "299.00", "购买数量": "1"})
            writer.writerow({"订单编号": number, "标题": "桂花香膏", "价格": "100.00", "购买数量": "1"})
    return orders, lines


def _order(n: int) -> dict[str, str]:
    return {
        "订单编号": f"48230000000000{n}1 ", "买家会员名": ("小青", "白娘子", "许仙")[n % 3],
        "总金额": "399.00", "订单状态": "交易成功",
        "买家实际支付金额": "399.00", "退款金额": "0.00", "订单创建时间": f"2026/5/{n + 1} 20:15",
        "订单付款时间 ": f"2026/5/{n + 1} 20:16", "宝贝总数量": "2", "买家服务费": "0元",
    }  # fmt: skip
