"""A member's way in Chromium: in by code, profile, follows, privacy; whole at 320 px and ×1.3 text; accessible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from siyu.domains.accounts.models import Account
from siyu.domains.members.actions.follow_account import follow_account
from siyu.domains.people.models import User
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.http import limits
from siyu.platform.settings import settings

PAGES = ["/enter/", "/my/", "/my/profile/", "/my/settings/", "/my/follows/", "/my/blocks/", "/my/privacy/",
         "/my/privacy/at/qipao/", "/my/privacy/messages/", "/my/privacy/erase/", "/my/help/", "/offline/",
         "/enter/terms/", "/enter/privacy/", "/", "/?tab=follow", "/?tab=city", "/featured/", "/search/",
         "/search/?q=x", "/groups/", "/messages/", "/messages/notices/", "/my/notices/", "/my/notes/", "/my/likes/",
         "/my/collects/", "/my/recent/", "/my/reports/", "/my/penalties/", "/my/accounts/", "/a/qipao/",
         "/a/qipao/notes/", "/a/qipao/share/", "/d/to/qipao/", "/convention/"]  # fmt: skip
WIDE = "document.documentElement.scrollWidth > window.innerWidth + 1"
BUDGET = 150 * 1024
LOADED = """performance.getEntriesByType('resource').map(one => one.name)
            .filter(name => /\\.(js|css)(\\?|$)/.test(name))"""
AXE = {"preload": False}  # it looks for imported sheets beside the page

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Callable[..., Any]:
    """`phone(user=None, dark=False)` → a page at 390 px whose sockets are answered with silence: no gateway runs."""

    def make(user: User | None = None, *, dark: bool = False) -> Any:
        page = open_page(user, dark=dark, phone=True)
        page.context.route_web_socket("**/ws**", lambda _socket: None)
        return page

    return make


@pytest.fixture
def xiaoqing(transactional_db: None, event_store: DuckStore) -> User:
    """A member who follows a brand."""
    cache.clear()
    limits.forget_all()
    user = User.objects.create_member(phone="+8613800138077", name="小青")
    follow_account(user, Account.objects.create(slug="qipao", name="云裳旗袍"))
    return user


@pytest.mark.django_db(transaction=True)
def test_in_by_code_then_a_profile_and_out(phone: Callable[..., Any], event_store: DuckStore) -> None:
    limits.forget_all()
    page = phone()
    page.goto("/my/profile/")
    page.wait_for_url("**/enter/?next=**")
    page.get_by_role("button", name="获取验证码").click()
    assert page.locator("#agree-error, #id_phone-error").count() == 2
    page.get_by_label("手机号").fill("138 0013 8078")
    page.locator("#id_agree").check()
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_role("button", name="重新发送", disabled=True).wait_for()
    code = (settings().home / "sms" / "8613800138078.txt").read_text().split()[0]
    page.locator("#id_code").fill(code)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/my/profile/")
    page.get_by_label("昵称").fill("小青")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/my/")
    assert page.get_by_role("heading", name="小青").is_visible()
    page.goto("/my/settings/")
    page.get_by_role("button", name="深色").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "/my/" not in url)
    page.goto("/my/")
    page.wait_for_url("**/enter/?next=**")


@pytest.mark.django_db(transaction=True)
def test_follow_button_and_switches_answer_in_place(phone: Callable[..., Any], xiaoqing: User) -> None:
    page = phone(xiaoqing)
    page.goto("/my/follows/")
    page.get_by_role("button", name="已关注").click()
    page.get_by_role("button", name="关注", exact=True).wait_for()
    page.goto("/my/privacy/")
    page.get_by_label("个性化推荐").uncheck()
    page.get_by_text("个性化已关闭").wait_for()
    page.goto("/my/privacy/at/qipao/")
    page.get_by_role("region", name="生日祝福").get_by_label("站内消息").check()
    page.get_by_text("起允许").wait_for()


@pytest.mark.django_db(transaction=True)
def test_every_page_fits_320_px_and_large_text_and_weighs_little(phone: Callable[..., Any], xiaoqing: User) -> None:
    page = phone(xiaoqing)
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '20.8px'")
        wide += [path] if page.evaluate(WIDE) else []
    assert wide == []
    page.goto("/my/")
    sizes = [_zipped(page.request.get(url).body()) for url in page.evaluate(LOADED)]
    assert len(sizes) > 10
    assert sum(sizes) < BUDGET


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible(phone: Callable[..., Any], xiaoqing: User, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    logged_in, stranger = phone(xiaoqing, dark=dark), phone(dark=dark)
    for path in PAGES:
        page = stranger if path.startswith("/enter/") else logged_in
        page.goto(path)
        faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
                  for fault in Axe().run(page, options=AXE).response["violations"]
                  if fault["impact"] in {"serious", "critical"}]  # fmt: skip
        if faults:
            found[path] = faults
    assert found == {}


def _zipped(body: bytes) -> int:
    import gzip

    return len(gzip.compress(body, 6))
