"""Components as templates show them: escaped, without inline style, honest about what is missing."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from siyu.kernel.paging import Page
from siyu.platform.ui.navigation import _nearest
from siyu.platform.ui.templatetags import ui


def shown(text: str, **context: object) -> str:
    return Template(text).render(Context({"request": RequestFactory().get("/?tier=gold&cursor=old"), **context}))


@pytest.mark.parametrize(
    ("fen", "said"), [(0, "¥0"), (123_450, "¥1,234.50"), (-5, "¥-0.05"), (None, "–"), (10**13, "¥100,000,000,000")]
)
def test_yuan_never_shows_a_floating_error(fen: int | None, said: str) -> None:
    assert ui.yuan(fen) == said


def test_money_escapes_and_splits() -> None:
    assert shown("{% money 1280050 %}").endswith('12,800<span class="rest">.50</span></span>')


@pytest.mark.parametrize(
    ("value", "most", "width"), [(5, 10, "50.0"), (20, 10, "100.0"), (1, 0, "0.0"), (None, 9, "0.0")]
)
def test_a_bar_never_leaves_its_cell(value: float | None, most: float, width: str) -> None:
    bar = shown("{% cell_bar value most %}", value=value, most=most)
    assert f'width="{width}%"' in bar
    assert "style=" not in bar


def test_names_are_escaped() -> None:
    assert "<b>" not in shown("{% avatar name %}{% seal name %}", name="<b>")


def test_the_pager_keeps_the_filters_and_shows_only_ways_that_exist() -> None:
    page: Page[int] = Page((), next_cursor="new")
    body = shown("{% pager page %}", page=page)
    assert 'href="?tier=gold&amp;cursor=new"' in body
    assert 'rel="prev"' not in body
    assert shown("{% pager page %}", page=Page(())).strip() == ""


def test_the_place_with_the_longest_fitting_address_is_here() -> None:
    addresses = {"today": "/console/a/", "fans": "/console/a/fans/", "review": "/console/a/fans/review/"}
    assert _nearest(addresses, "/console/a/fans/12/") == "fans"
    assert _nearest(addresses, "/console/a/fans/review/") == "review"
    assert _nearest(addresses, "/console/a/") == "today"
