"""Components as templates show them: escaped, without inline style, honest about what is missing."""

from __future__ import annotations

from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from siyu.kernel.paging import Page
from siyu.platform.ui import member_tabs
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
    assert "<b>" not in shown("{% avatar name %}{% seal name %}{% stamp name %}", name="<b>")
    assert ">云裳<" in shown("{% stamp name %}", name="云裳记")
    assert ">云<" in shown("{% stamp name 'small' %}", name="云裳记")


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


def test_steady_parts_hold_nothing_of_the_page_and_follow_the_language() -> None:
    page = Template("{% load i18n %}{% steady %}{% translate 'Close' %}{{ name }}{{ request.path }}{% endsteady %}")
    with override("en"):
        assert page.render(Context({"name": "林", "request": RequestFactory().get("/x/")})) == "Close"
    with override("zh-hans"):
        assert page.render(Context({"name": "周"})) == "关闭"
    with override("en"):
        assert page.render(Context({"name": "周"})) == "Close"


def test_a_block_cannot_be_steady() -> None:
    with pytest.raises(TemplateSyntaxError, match="block"):
        Template("{% steady %}{% block main %}{% endblock %}{% endsteady %}")


def test_icons_are_the_same_written_out_and_from_the_page() -> None:
    assert shown("{% icon 'heart' 'small' %}") == shown("{% icon name size %}", name="heart", size="small")
    assert "<b>" not in shown("{% icon name %}", name="<b>")
    with pytest.raises(TemplateSyntaxError):
        Template("{% icon %}")


def test_the_bar_of_one_is_never_shown_to_another() -> None:
    class Somebody:
        is_authenticated = True

        def __init__(self, uid: str, pk: int) -> None:
            self.uid, self.pk = uid, pk

    def bar(user: object, path: str = "/") -> str:
        request = RequestFactory().get(path)
        request.user = user  # type: ignore[assignment]
        with mock.patch.object(member_tabs, "waiting", lambda user: {"home": getattr(user, "pk", 0)}):
            return Template("{% load member %}{% tab_bar %}").render(Context({"request": request}))

    one, other, nobody = bar(Somebody("one", 3)), bar(Somebody("other", 120)), bar(AnonymousUser())
    assert "user.one" in one
    assert "user.one" not in other + nobody
    assert "user." not in nobody
    assert "99+" in other
    assert "99+" not in one
    assert bar(AnonymousUser(), "/my/") != nobody
    with override("en"):
        assert "Home" in bar(AnonymousUser())
    assert "Home" not in bar(AnonymousUser())
