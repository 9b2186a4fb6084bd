"""Building a nested segment in a real browser, by mouse and by keyboard alone, down to the reason for one person."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.models import Person
from siyu.domains.people.models import User
from siyu.domains.segments.models import Segment
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS, PERSONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Any]
COUNT = ".live [data-count='{}']"


@pytest.fixture
def shop_account(transactional_db: None) -> Account:
    return Account.objects.create(slug="shop", name="青衣旗袍")


@pytest.fixture
def enter(open_page: Callable[..., Any], shop_account: Account) -> Enter:
    """`enter()` opens the builder with its first condition, as an operator."""

    def open_builder(**how: Any) -> Any:
        user = User.objects.create_user("operator@example.com")
        Membership.objects.create(account=shop_account, user=user, role="operator")
        page = open_page(user, **how)
        page.goto("/console/shop/segments/new/")
        page.wait_for_selector(COUNT.format(7))  # twice and more within 90 days: fans 2 to 8
        return page

    return open_builder


@pytest.fixture
def crowd(shop_account: Account, event_store: DuckStore) -> list[Person]:
    """Nine fans; fan n bought n times (0 to 8), a day apart, and the even ones watched a live the day before each."""
    now = clock.now()
    people = [
        Person.objects.create(account=shop_account, key=f"k{n}", name=f"粉丝{n}", created_at=now) for n in range(9)
    ]
    rows = [
        {"account": shop_account.pk, "person": one.pk, "key": one.key, "city": "", "birthday_md": ""} for one in people
    ]
    event_store.mirror_persons(shop_account.pk, pa.Table.from_pylist(rows, schema=PERSONS))
    facts = []
    for n, person in enumerate(people):
        for time in range(n):
            at = now - timedelta(days=10 * time + 1)
            facts.append(_fact(shop_account, person, "order.paid", at, 30_000))
            if n % 2 == 0:
                facts.append(_fact(shop_account, person, "live.entered", at - timedelta(days=1), None))
    event_store.append(pa.Table.from_pylist(facts, schema=FACTS), source="test", sequence=1)
    return people


def _fact(account: Account, person: Person, kind: str, at: Any, amount: int | None) -> dict[str, Any]:
    ms = clock.to_ms(at)
    return {
        "event_id": derived_id(ms, account.pk, person.pk, kind).bytes, "account": account.pk, "person": person.pk,
        "identity": person.pk, "happened_at": ms, "kind": KINDS[kind].code, "channel": "douyin", "object_type": "order",
        "object_id": f"o{ms}", "amount_fen": amount, "props": None,
    }  # fmt: skip


def tree_of(page: Any) -> Any:
    return json.loads(page.input_value(".expert textarea", timeout=3000))


def test_a_nested_segment_by_mouse(enter: Enter, crowd: list[Person], shop_account: Account) -> None:
    page = enter()

    outer = page.locator(".canvas > .condition-group")
    outer.locator("> .adder > button").click()  # a group
    inner = outer.locator(".condition-group")
    inner.locator(".condition summary").first.click()
    inner.locator(".condition .items button").nth(1).click()  # sum of amounts
    amount = inner.locator(".clause input")
    amount.fill("2100")
    page.wait_for_selector(COUNT.format(2))  # 7 × 300 and 8 × 300
    inner.locator("> .adder summary").click()
    inner.locator("> .adder .items button").nth(1).click()  # one after another: live, then order within 7 days
    page.wait_for_selector(COUNT.format(5))  # fans 2, 4, 6, 8 by the sequence, 7 by the sum

    assert tree_of(page) == {
        "all": [
            {"event": "order.paid", "within_days": 90, "count": {"gte": 2}},
            {
                "any": [
                    {"event": "order.paid", "within_days": 90, "sum_fen": {"gte": 210_000}},
                    {"sequence": [{"event": "live.entered"}, {"event": "order.paid"}], "within_days": 7},
                ]
            },
        ]
    }
    page.locator(".sampled details summary").first.click()
    page.wait_for_selector(".verdict .line.yes")
    page.fill("[name=name]", "看播就买的人")
    page.click("[data-save]")
    page.wait_for_url("**/segments/of/**")
    page.wait_for_selector("text=看播就买的人")
    assert Segment.objects.of(shop_account).get().tree["all"][1]["any"][0]["sum_fen"] == {"gte": 210_000}
    page.wait_for_selector("[data-trend] figure.chart-frame")  # its size over time
    page.wait_for_selector("#moves .moved")  # who came and went
    assert page.locator(".table.stacks tbody tr").count() == 5


def test_a_segment_by_keyboard_alone(enter: Enter, crowd: list[Person], shop_account: Account) -> None:
    page = enter()
    page.locator(".canvas > .condition-group > .adder summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # figure or profile; its first control has the focus now
    page.keyboard.press("Alt+ArrowUp")
    assert [next(iter(node)) for node in tree_of(page)["all"]] == ["attr", "event"]
    page.keyboard.press("Alt+d")
    assert len(tree_of(page)["all"]) == 3
    page.keyboard.press("Alt+Delete")
    assert len(tree_of(page)["all"]) == 2
    page.keyboard.press("Control+z")
    assert len(tree_of(page)["all"]) == 3
    page.focus("[name=name]")
    page.keyboard.type("键盘")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/segments/of/**")
    assert Segment.objects.of(shop_account).get().name == "键盘"


def test_a_condition_is_dragged_into_a_group(enter: Enter, crowd: list[Person]) -> None:
    page = enter()
    outer = page.locator(".canvas > .condition-group")
    outer.locator("> .adder > button").click()
    page.locator(".condition .handle").first.drag_to(outer.locator(".condition-group .condition"))
    page.wait_for_function("document.querySelectorAll('.condition-group .condition-group .condition').length === 2")
    tree = tree_of(page)
    assert len(tree["all"]) == 1
    assert len(tree["all"][0]["any"]) == 2
    page.click("[data-undo-step]")
    assert len(tree_of(page)["all"]) == 2


def test_input_survives_an_error_and_the_error_stands_beside_it(enter: Enter, crowd: list[Person]) -> None:
    page = enter()
    days = page.locator(".condition input").first
    days.fill("0")
    page.wait_for_selector(".condition.wrong .complaint:visible")
    page.fill("[name=name]", "试试")
    page.click("[data-save]")
    page.wait_for_selector(".toast.bad")
    assert page.input_value("[name=name]") == "试试"
    assert days.input_value() == "0"
    days.fill("15")
    page.wait_for_selector(".condition.wrong", state="detached")
    assert page.locator(".complaint:visible").count() == 0


def test_json_is_taken_and_faults_are_marked_at_their_line(enter: Enter, crowd: list[Person]) -> None:
    page = enter()
    page.click(".expert > summary")
    area = page.locator(".expert textarea")
    area.fill('{"any": [{"event": "order.paid", "count": {"gte": 8}}, {"bogus": 1}]}')
    area.press("Control+Enter")
    page.wait_for_selector(".expert .complaint:visible")
    assert "any[1].bogus" in page.inner_text(".expert .complaint")
    chosen = page.evaluate("(() => { const a = document.querySelector('.expert textarea'); "
                           "return a.value.slice(a.selectionStart, a.selectionEnd); })()")  # fmt: skip
    assert "bogus" in chosen
    area.fill('{"not": {"any": [{"event": "order.paid"}, {"event": "live.entered"}]}}')
    area.press("Control+Enter")
    page.wait_for_selector(COUNT.format(1))  # fan 0 did neither
    assert page.locator(".condition-group.none .condition").count() == 2


def test_the_builder_works_on_a_phone(enter: Enter, crowd: list[Person]) -> None:
    page = enter(phone=True)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert page.inner_text("[data-mini]").startswith("7")
