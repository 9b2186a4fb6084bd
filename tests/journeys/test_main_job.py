"""The first hour: order files in, who the people are, a segment of them, one fan, and the page for the boss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.models import ImportJob
from siyu.domains.segments.models import Segment
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_files_to_the_boss(
    enter: Callable[..., Any], shop_account: Account, event_store: DuckStore, exported: tuple[Path, Path]
) -> None:
    page = enter("owner")
    page.goto("/console/shop/imports/new/")
    page.set_input_files("input[type=file]", [str(path) for path in exported])
    page.click("[data-send]")
    page.wait_for_url("**/columns/")
    page.click(".wizard form .button.primary")
    page.wait_for_url("**/preview/")
    page.click(".last-step .button.primary")
    page.wait_for_selector("#progress")
    run_import(ImportJob.objects.of(shop_account).get().pk)
    page.wait_for_selector(".notice.good")
    relay.deliver_all()

    page.goto("/console/shop/segments/new/")
    page.click(".expert > summary")
    page.fill(".expert textarea", '{"all": [{"event": "order.paid", "count": {"gte": 3}}]}')
    page.press(".expert textarea", "Control+Enter")
    page.wait_for_selector("[data-count='2']")
    page.fill("[name=name]", "买过三次")
    page.click("[data-save]")
    page.wait_for_url("**/segments/of/**")
    assert Segment.objects.of(shop_account).get().name == "买过三次"

    page.click("table a[href*='/fans/'] >> nth=0")
    page.wait_for_url("**/fans/*/")
    said = page.inner_text("main")
    assert "1,197" in said  # 3 × 399
    assert "金卡" in said  # from 1,000 yuan net paid on

    page.goto("/console/shop/data/?days=all")
    assert "3,192" in page.inner_text("main")
    page.goto("/console/shop/boss/?days=90")
    page.wait_for_selector("[data-chart][data-drawn=yes]")
    with page.expect_download() as paper:
        page.click("a[download]")
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
