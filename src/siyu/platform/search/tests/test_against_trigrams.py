"""Why letters and pairs: an index of trigrams alone finds nothing of what is asked for most, words of two letters."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from siyu.kernel.text import plain_letters
from siyu.platform.search.find import find
from siyu.platform.search.grams import words
from siyu.platform.search.index import Entry, put

pytestmark = pytest.mark.django_db
STEMS = (
    "旗袍",
    "真丝",
    "显瘦",
    "穿搭",
    "精华",
    "妆容",
    "茶席",
    "换季",
    "防晒",
    "口红",
    "盘扣",
    "园林",
    "新中式",
    "手作",
    "香",
    "露营地",
)
QUERIES = 300


@pytest.fixture
def shelf() -> dict[str, str]:
    dice = random.Random(63)
    texts = {f"n{n}": "".join(dice.choices(STEMS, k=dice.randint(2, 5))) for n in range(200)}
    put("note", [Entry(object_id, text) for object_id, text in texts.items()])
    return {object_id: plain_letters(text) for object_id, text in texts.items()}


def _queries(shelf: dict[str, str]) -> list[str]:
    """Three hundred, of one to six letters in equal numbers, cut out of texts that are there."""
    dice, found = random.Random(6), []
    for number in range(QUERIES):
        length = number % 6 + 1
        text = dice.choice([one for one in shelf.values() if len(one) >= length])
        start = dice.randrange(len(text) - length + 1)
        found.append(text[start : start + length])
    return found


def _trigrams_find(query: str, shelf: dict[str, str]) -> set[str]:
    """What an index of trigrams alone answers: nothing for words it cannot cut into three."""
    wanted = {query[place : place + 3] for place in range(len(query) - 2)}
    return {key for key, text in shelf.items() if wanted and all(gram in text for gram in wanted)}


def test_no_query_comes_back_falsely_empty_where_trigrams_fail(shelf: dict[str, str]) -> None:
    empty, control, missed = [], [], []
    for query in _queries(shelf):
        assert words(query) == [query]
        oracle = {key for key, text in shelf.items() if query in text}
        hits = {hit.object_id for hit in find(query, "note", limit=300)}
        empty += [query] if oracle and not hits else []
        missed += [query] if not oracle <= hits else []
        control += [query] if oracle and not _trigrams_find(query, shelf) else []
    assert empty == []
    assert missed == []
    assert len(control) == QUERIES // 3  # every query of one or two letters


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="FTS5 has a trigram tokenizer of its own")
def test_the_trigrams_of_the_database_fail_as_well(shelf: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.by_trigrams USING fts5(text, tokenize='trigram')")
        cursor.executemany("INSERT INTO by_trigrams (text) VALUES (%s)", [(text,) for text in shelf.values()])
        found = {}
        for query in ("旗袍", "新中式"):
            cursor.execute("SELECT count(*) FROM by_trigrams WHERE by_trigrams MATCH %s", [f'"{query}"'])
            found[query] = cursor.fetchone()[0]
        cursor.execute("DROP TABLE temp.by_trigrams")
    assert found["旗袍"] == 0
    assert found["新中式"] > 0
    assert find("旗袍", "note")
