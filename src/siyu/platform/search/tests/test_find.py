"""Whatever holds a query is found, from one letter on, and the better match comes first."""

from __future__ import annotations

import random

import pytest

from siyu.kernel.text import plain_letters
from siyu.platform.search.find import find
from siyu.platform.search.grams import words
from siyu.platform.search.index import Entry, put, remove, set_heat

pytestmark = pytest.mark.django_db
TITLES = (
    "新中式旗袍显瘦穿搭",
    "真丝旗袍怎么洗不缩水",
    "VC精华早上能用吗？",
    "通勤妆容15分钟搞定",
    "茶席与花：周末的午后",
    "換季護膚清單",
    "ＳＰＦ50＋防晒霜测评",
    "口红试色｜豆沙、枫叶、正红",
    "阿姨手作盘扣",
    "iPhone拍照技巧",
    "旗袍",
    "苏州园林打卡，附路线！",
)


def ids(query: str, **narrowed: int) -> list[str]:
    return [hit.object_id for hit in find(query, "note", **narrowed)]


@pytest.fixture
def shelf() -> list[str]:
    put("note", [Entry(f"n{place}", title) for place, title in enumerate(TITLES)])
    return [plain_letters(title) for title in TITLES]


def test_three_hundred_queries_find_whatever_holds_them(shelf: list[str]) -> None:
    seed = random.Random(23)
    for _ in range(300):
        word = seed.choice(words(seed.choice(shelf)))
        length = min(seed.randint(1, 6), len(word))
        start = seed.randint(0, len(word) - length)
        query = word[start : start + length]
        holding = {f"n{place}" for place, title in enumerate(shelf) if query in title}
        assert holding <= set(ids(query)), query


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("袍", {"n0", "n1", "n10"}),
        ("旗袍", {"n0", "n1", "n10"}),
        ("換季护肤", {"n5"}),
        ("换季護膚", {"n5"}),
        ("spf50", {"n6"}),
        ("ＳＰＦ", {"n6"}),
        ("旗袍 显瘦", {"n0"}),
        ("IPHONE", {"n9"}),
        ("vc 精华", {"n2"}),
        ("园林,路线", {"n11"}),
    ],
)
def test_forms_of_letters_and_several_words(shelf: list[str], query: str, found: set[str]) -> None:
    assert set(ids(query)) == found


@pytest.mark.parametrize("query", ["", "  ", "？！", "'", '"', "\\", "%", "没有这个词", "' OR 1=1 --", "a*", "旗袍'"])
def test_odd_queries_are_no_mistake(shelf: list[str], query: str) -> None:
    assert set(ids(query)) <= {"n0", "n1", "n10"} or query == "a*"


def test_a_title_comes_before_a_text_and_heat_orders_equals() -> None:
    put("note", [Entry("text", "别的", "讲旗袍"), Entry("cold", "旗袍一"), Entry("hot", "旗袍二", heat=5)])
    assert ids("旗袍") == ["hot", "cold", "text"]
    set_heat("note", {"cold": 9})
    assert ids("旗袍") == ["cold", "hot", "text"]


def test_pairs_that_stand_apart_come_last_and_say_so() -> None:
    put("note", [Entry("apart", "中式和新中"), Entry("whole", "新中式")])
    hits = find("新中式", "note")
    assert [(hit.object_id, hit.exact) for hit in hits] == [("whole", True), ("apart", False)]


def test_put_anew_and_removed() -> None:
    put("note", [Entry("a", "旗袍")])
    put("note", [Entry("a", "口红")])
    assert ids("旗袍") == []
    assert ids("口红") == ["a"]
    remove("note", ["a", "never"])
    assert ids("口红") == []


def test_kinds_and_accounts_are_apart() -> None:
    put("note", [Entry("a", "旗袍", account_id=1), Entry("b", "旗袍", account_id=2)])
    put("group", [Entry("a", "旗袍")])
    assert ids("旗袍", account_id=2) == ["b"]
    assert [hit.kind for hit in find("旗袍", "group")] == ["group"]


def test_pages_do_not_overlap() -> None:
    put("note", [Entry(f"n{n}", f"旗袍 {n}") for n in range(45)])
    pages = [[hit.object_id for hit in find("旗袍", "note", limit=20, offset=start)] for start in (0, 20, 40)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({one for page in pages for one in page}) == 45
