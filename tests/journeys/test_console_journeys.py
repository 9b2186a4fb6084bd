"""An operator's day in a real Chromium: log in with two factors, switch, tag and undo, remark, merge and undo."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.fans.models import Identity, MatchReview, Person, PersonTag
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.segments.models import Segment
from siyu.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Any]
PAGES = (
    "today", "fans:list", "fans:review", "fans:tiers", "segments:list", "segments:new", "imports:list", "imports:new",
    "insights:overview", "insights:repurchase", "insights:rfm", "insights:channels", "insights:refunds",
    "insights:prediction", "insights:metrics", "insights:boss", "accounts_desk:settings", "accounts_desk:staff",
    "accounts_desk:audit_log", "accounts_desk:homepage", "accounts_desk:certification", "accounts_desk:matrix",
    "notes:list", "notes:calendar", "notes:comments", "notes:exposure", "groups_desk:list",
    "groups_desk:new", "routing_desk:list", "routing_desk:new", "group_health_desk:list", "support_desk:inbox",
    "support_desk:replies", "support_desk:tuning", "quizzes_desk:list", "quizzes_desk:follow_up", "moderation:queue",
    "moderation:penalties", "moderation:words",
)  # fmt: skip
OWN_PAGES = (
    "people:me", "account_change_password", "mfa_index", "mfa_list_webauthn", "account_logout", "console:accounts",
    "console:style_guide", "console:offline",
)  # fmt: skip
AXE = {"preload": False}  # else it loads style sheets again, from addresses that are not theirs


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_two_factors_then_the_account_then_another(brand: Any, open_page: OpenPage) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(brand.owner, secret)
    RecoveryCodes.activate(brand.owner)
    second = open_account(slug="second", name="二号店", owner=brand.owner)
    page = open_page()
    page.goto("/console/")
    page.fill("[name=login]", "owner@example.com")
    page.fill("[name=password]", "long-and-plain-2026")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/accounts/")
    page.click("text=云裳旗袍")
    page.wait_for_url("**/console/qipao/")
    page.click(".switcher summary")
    page.click(".switcher >> text=二号店")
    page.wait_for_url(f"**/console/{second.slug}/")
    assert page.locator(".guide").count() == 1  # nobody yet: the first hour


def test_totp_is_set_up_from_the_picture(brand: Any, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(reverse("account_login"))
    page.fill("[name=login]", "owner@example.com")
    page.fill("[name=password]", "long-and-plain-2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/qipao/")
    page.goto(reverse("mfa_activate_totp"))
    page.fill("[name=password]", "long-and-plain-2026")  # a new way in asks for the old one again
    page.keyboard.press("Enter")
    page.wait_for_selector(".qr img")
    assert page.evaluate("document.querySelector('.qr img').naturalWidth") > 0
    page.fill("[name=code]", code_of(page.input_value("#authenticator_secret")))
    page.keyboard.press("Enter")
    page.wait_for_selector(".codes li")
    assert page.locator(".codes li").count() == 10


def test_filter_tag_and_undo(brand: Any, open_page: OpenPage) -> None:
    page = open_page(brand.hire("operator"))
    page.goto(brand.url("fans:list"))
    page.click("summary:has-text('等级')")
    page.click(".items >> text=银卡会员")
    page.wait_for_selector(".chip.on:has-text('银卡会员')")
    assert page.locator("tbody tr").count() == 4  # fans 3, 5, 7, 9 spent 300 to 900 yuan
    page.check("[data-all-rows]")
    page.click("[data-bulk] >> text=打标签")
    page.fill("#bulk-tag-name", "真丝")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast >> text=真丝")
    assert PersonTag.objects.of(brand.account).count() == 4
    page.click(".toast .undo")
    page.wait_for_selector("tbody .tag:has-text('真丝')", state="detached")
    assert PersonTag.objects.of(brand.account).count() == 0


def test_the_fan_page_keeps_a_remark_and_shows_the_timeline(brand: Any, open_page: OpenPage) -> None:
    page = open_page(brand.hire("support"))
    page.goto(brand.url("fans:list"))
    page.keyboard.press("/")
    page.keyboard.type("粉丝00009")
    page.keyboard.press("Enter")
    page.click("tbody .main-link")
    page.wait_for_selector(".timeline >> text=order-9")
    page.keyboard.press("e")
    page.wait_for_selector("#remark-text")
    page.fill("#remark-text", "怕热，喜欢真丝")
    page.click("#remark .button.primary")
    page.wait_for_selector(".toast >> text=备注已保存")
    assert Person.objects.of(brand.account).get(key="key-9").remark == "怕热，喜欢真丝"
    page.click("#timeline [aria-pressed=false]:has-text('备注')")
    page.wait_for_selector(".timeline >> text=怕热，喜欢真丝")


def test_merge_by_keyboard_and_undo(brand: Any, open_page: OpenPage) -> None:
    first, second = Person.objects.of(brand.account).order_by("pk")[:2]
    MatchReview.objects.create(
        account=brand.account, first=first, second=second, reason="same_name_city", found_at=clock.now()
    )
    page = open_page(brand.hire("operator"))
    page.goto(brand.url("fans:review"))
    page.keyboard.press("y")
    page.wait_for_selector(".toast .undo")
    living = Person.objects.of(brand.account).filter(merged_into=None)
    assert living.count() == 9
    page.click(".toast .undo")
    page.wait_for_selector("[data-key=y]")
    assert living.count() == 10


def test_the_palette_leads_by_keyboard(brand: Any, open_page: OpenPage) -> None:
    page = open_page(brand.owner)
    page.goto(brand.url("today"))
    page.keyboard.press("Control+k")
    page.keyboard.type("粉丝00003")
    page.wait_for_selector("#palette [role=option]:has-text('粉丝00003')")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('粉丝00003')")


def test_theme_is_switched_and_kept(brand: Any, open_page: OpenPage) -> None:
    page = open_page(brand.owner)
    page.goto(brand.url("today"))
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click(".rail-foot summary")
    page.click(".rail-foot [name=theme][value=dark]")
    page.wait_for_selector("html[data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_charts_are_drawn_and_their_table_is_behind_them(brand: Any, open_page: OpenPage) -> None:
    page = open_page(brand.owner)
    page.goto(brand.url("today"))
    page.locator("[data-chart=today-sales]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-chart=today-sales][data-drawn=yes] canvas")
    page.click("[data-chart=today-sales] .behind summary")
    assert page.locator("[data-chart=today-sales] tbody tr").count() == 30


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_keeps_anyone_out(brand: Any, open_page: OpenPage, dark: bool) -> None:
    """Axe finds nothing serious, and nothing is wider than a phone."""
    from axe_playwright_python.sync_playwright import Axe

    person = Person.objects.of(brand.account).get(key="key-9")
    MatchReview.objects.create(
        account=brand.account, first=person, second=brand.add_fans(1)[0], reason="same_name_city",
        found_at=clock.now(),
    )  # fmt: skip
    segment = Segment.objects.create(
        account=brand.account, slug="buyers", name="买过的人", created_at=clock.now(), updated_at=clock.now(),
        tree={"all": [{"event": "order.paid", "count": {"gte": 1}}]},
    )  # fmt: skip
    name = Identity.objects.of(brand.account).filter(person=person).first()
    ImportedOrder.objects.create(
        account=brand.account, channel="youzan", order_no="E20260001", status="received", paid_fen=29_900,
        identity=name, ordered_at=clock.now(), content_hash=1,
    )  # fmt: skip
    addresses = [
        *(brand.url(name) for name in PAGES),
        brand.url("fans:list") + "?segment=buyers",
        brand.url("fans:person", person_id=person.pk),
        brand.url("fans:person", person_id=person.pk) + "?tab=orders",
        *(brand.url(f"segments:{name}", segment=segment.slug) for name in ("segment", "edit")),
        brand.url("insights:metric", metric="repurchase_rate"),
        *(reverse(name) for name in OWN_PAGES),
    ]
    page, faults = open_page(brand.owner, dark=dark), []
    page.context.route_web_socket("**/ws**", lambda _socket: None)  # no gateway runs
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        faults += _serious(Axe().run(page, options=AXE).response, address)
        for width in (320, 390, 430):
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                faults.append(f"{address}: wider than a phone of {width} pixels")
        page.set_viewport_size({"width": 1440, "height": 900})
    outside = open_page(dark=dark)
    for name in ("account_login", "account_signup", "account_reset_password"):
        outside.goto(reverse(name))
        faults += _serious(Axe().run(outside, options=AXE).response, name)
    assert not faults, "\n".join(faults)


def _serious(found: Any, address: str) -> list[str]:
    return [
        f"{address}: {fault['id']} at {node['target']}: {node['any'][0]['message'] if node['any'] else ''}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:4]
    ]
