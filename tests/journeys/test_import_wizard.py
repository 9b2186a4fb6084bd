"""From Taobao's two export files, dropped into a real browser, to fans on the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.models import ImportedOrder, ImportJob, OrderLine
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_dropped_files_to_fans(
    enter: Callable[..., Any], shop_account: Account, event_store: DuckStore, exported: tuple[Path, Path]
) -> None:
    page = enter("operator")
    page.goto("/console/shop/imports/")
    page.click("a.button.primary")  # the empty state leads on
    page.set_input_files("input[type=file]", [str(path) for path in exported])
    assert page.locator("[data-chosen] li").count() == 2
    page.click("[data-send]")

    page.wait_for_url("**/columns/")
    assert page.inner_text(".tag.jade").strip()  # recognised
    assert page.locator(".sheet-of").count() == 2
    page.click(".wizard form .button.primary")

    page.wait_for_url("**/preview/")
    assert "3,192" in page.inner_text(".sums")  # 8 × 399
    assert page.locator("table tbody tr").count() >= 8
    page.click(".last-step .button.primary")

    page.wait_for_selector("#progress")
    job = ImportJob.objects.of(shop_account).get()
    run_import(job.pk)  # what the worker does
    page.wait_for_selector(".notice.good")  # the page saw by itself that it is over
    relay.deliver_all()
    assert Person.objects.of(shop_account).count() == 3
    assert ImportedOrder.objects.of(shop_account).count() == 8
    assert OrderLine.objects.filter(order__account=shop_account).count() == 16

    page.click(".next-steps a >> nth=0")
    page.wait_for_url("**/fans/**")
    for buyer in ("小青", "白娘子", "许仙"):
        page.wait_for_selector(f"text={buyer}")


def test_a_file_that_is_no_table_keeps_the_others(
    enter: Callable[..., Any],
    shop_account: Account,
    event_store: DuckStore,
    exported: tuple[Path, Path],
    tmp_path: Path,
) -> None:
    wrong = tmp_path / "合同.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    page = enter("operator", phone=True)
    page.goto("/console/shop/imports/new/")
    page.set_input_files("input[type=file]", str(wrong))
    page.click("[data-send]")
    page.wait_for_selector("[data-trouble]:visible")
    assert page.locator("[data-chosen] li.wrong .complaint").is_visible()
    page.click("[data-chosen] button")
    page.set_input_files("input[type=file]", str(exported[0]))
    page.click("[data-send]")
    page.wait_for_url("**/columns/")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_columns_of_an_unknown_file_are_mapped_by_hand(
    enter: Callable[..., Any], shop_account: Account, event_store: DuckStore, tmp_path: Path
) -> None:
    own = tmp_path / "门店.csv"
    own.write_text("小票,客人,时间,金额,怎样了\n1,小青,2026-05-01 10:00,88,好了\n2,许仙,2026-05-02 10:00,66,退掉了\n")
    page = enter("operator")
    page.goto("/console/shop/imports/new/")
    page.set_input_files("input[type=file]", str(own))
    page.click("[data-send]")
    page.wait_for_selector("#mapping")
    for field, header in (("order_id", "小票"), ("person", "客人"), ("ordered_at", "时间"), ("total", "金额")):
        page.select_option(f"[data-field={field}]", header)
    page.select_option("[data-field=paid_at]", "")
    page.select_option("[data-field=paid]", "")
    page.check("[name=amount][value=column]")
    page.select_option("[data-field=status]", "怎样了")
    page.select_option(".field:has(label:text-is('好了')) select", "received")
    page.select_option(".field:has(label:text-is('退掉了')) select", "refunded")
    assert page.inner_text("[data-row]:has([data-field=total]) [data-cells]").split() == ["88", "66"]
    page.fill("[name=name]", "门店小票")
    page.click("#mapping .button.primary")
    page.wait_for_url("**/preview/")
    page.click(".last-step .button.primary")
    page.wait_for_selector("#progress")
    done = run_import(ImportJob.objects.of(shop_account).get().pk)
    assert (done.counters["orders"], done.counters["paid_fen"], done.counters["refunded_fen"]) == (2, 8_800, 6_600)
    page.wait_for_selector(".notice.good")
