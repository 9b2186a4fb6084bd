"""Properties of the plain decisions about words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.notes.rules import (
    TOPICS_MOST,
    VIEWS_AT_ONCE,
    clean,
    faults,
    looks_in,
    mentions_in,
    own_path,
    pieces,
    topics_in,
)

EVENT = "01890a5d-ac96-774b-bcce-b302099a8057"


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_invisible(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once
    assert not {"\u202e", "\u202d", "\u2066", "\u200b", "\ufeff"} & set(once)
    assert "\n\n\n" not in once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=60))
def test_a_line_stays_one_line(text: str) -> None:
    assert "\n" not in clean(text, lines=False)


def test_emoji_of_several_signs_stay_whole() -> None:
    assert clean("👩\u200d👧 ❤\ufe0f") == "👩\u200d👧 ❤\ufe0f"


@given(st.text(alphabet="ab#@ 旗袍:/.http\n", max_size=80))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text, {"siyu.example"})) == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("#旗袍# 和 #春天#", ["旗袍", "春天"]),
        ("#ＡＢ# #ab#", ["ＡＢ"]),
        ("# 空#", []),
        ("##", []),
        ("第#1", []),
        ("#甲##乙#", ["甲", "乙"]),
        ("".join(f"#t{n}# " for n in range(20)), [f"t{n}" for n in range(TOPICS_MOST)]),
    ],
)
def test_topics_stand_between_two_signs(text: str, names: list[str]) -> None:
    assert list(topics_in(text).values()) == names


def test_mentions_end_where_names_end() -> None:
    assert mentions_in("谢谢 @茉莉旗袍，还有@moli @moli。邮箱 a@b.cn") == ["茉莉旗袍", "moli", "b"]


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("https://siyu.example/n/a/", "/n/a/"),
        ("https://siyu.example", "/"),
        ("https://siyu.example/a?b=c", "/a?b=c"),
        ("https://siyu.example//evil.example/", "/evil.example/"),
        ("https://siyu.example/\\evil.example", "/evil.example"),
        ("https://evil.example/siyu.example", ""),
        ("https://siyu.example@evil.example/", ""),
        ("https://a:b@siyu.example/", ""),
        ("https://siyu.example.evil.example/", ""),
        ("https://[/", ""),
    ],
)
def test_only_our_own_links_have_paths(link: str, path: str) -> None:
    assert own_path(link, {"siyu.example"}) == path


@pytest.mark.parametrize(
    "body",
    [
        None, [], {}, {"views": {}}, {"views": [1]}, {"views": [{}]},
        {"views": [{"event": EVENT, "note": "abcdef", "seconds": -1}]},
        {"views": [{"event": EVENT, "note": "abcdef", "seconds": True}]},
        {"views": [{"event": EVENT, "note": "abcdef", "seconds": "1"}]},
        {"views": [{"event": EVENT, "note": "abcdef", "seconds": float("nan")}]},
        {"views": [{"event": EVENT, "note": "../../x", "seconds": 1}]},
        {"views": [{"event": "no", "note": "abcdef", "seconds": 1}]},
        {"views": [{"event": EVENT, "note": "abcdef", "seconds": 1, "user": 7}]},
        {"views": [{"event": EVENT, "note": "abcdef", "seconds": 1}] * (VIEWS_AT_ONCE + 1)},
    ],
)  # fmt: skip
def test_a_report_that_no_page_of_ours_sends_is_refused(body: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        looks_in(body)


def test_the_same_event_twice_in_a_report_is_one() -> None:
    view = {"event": EVENT, "note": "abcdef", "seconds": 99_00}
    (look,) = looks_in({"views": [view, view]})
    assert look.seconds == 1_800


def test_faults_name_their_fields() -> None:
    assert faults("", "", []) == {"text": "empty"}
    assert faults("长" * 21, "字" * 1_001, ["p"] * 10) == {
        "title": "too_long",
        "text": "too_long",
        "pictures": "too_many",
    }
    assert faults("", "", ["v", "p"], films=1) == {"pictures": "one_video_alone"}
    assert faults("", "", ["p"]) == {}
