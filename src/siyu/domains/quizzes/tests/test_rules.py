"""Ways through a quiz end, and what answers come to follows from the answers on the way alone."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.quizzes.rules import fault_of, is_finished, outcome_of, way_of
from siyu.domains.quizzes.types import Content, read_content
from siyu.kernel.errors import Invalid


def a_quiz(**changes: Any) -> dict[str, Any]:
    return {
        "questions": [
            {"id": "skin", "text": "你的肤质？", "choices": [
                {"id": "dry", "text": "干", "result": "rich", "tags": [{"name": "干皮", "days": 90}]},
                {"id": "oily", "text": "油", "result": "light", "goto": "care", "tags": [{"name": "油皮", "days": 90}]},
            ]},
            {"id": "age", "text": "多大？", "choices": [{"id": "a", "text": "<30"}, {"id": "b", "text": "≥30"}]},
            {"id": "care", "text": "在意什么？", "kind": "multi", "most": 2, "choices": [
                {"id": "a", "text": "补水", "result": "rich"}, {"id": "b", "text": "控油", "result": "light"},
                {"id": "c", "text": "防晒", "tags": [{"name": "干皮"}]},
            ]},
        ],
        "results": [{"id": "rich", "title": "滋润派"}, {"id": "light", "title": "清爽派", "tags": [{"name": "清爽"}]}],
        **changes,
    }  # fmt: skip


QUIZ = read_content(a_quiz())


def test_a_jump_leaves_questions_out() -> None:
    assert [q.id for q in way_of(QUIZ, {"skin": ["oily"]})] == ["skin", "care"]
    assert [q.id for q in way_of(QUIZ, {"skin": ["dry"]})] == ["skin", "age"]
    assert not is_finished(QUIZ, {"skin": ["oily"]})
    assert is_finished(QUIZ, {"skin": ["oily"], "care": ["a", "b"]})


def test_votes_decide_and_the_first_wins_a_tie() -> None:
    assert outcome_of(QUIZ, {"skin": ["oily"], "care": ["b", "c"]}).result.id == "light"
    assert outcome_of(QUIZ, {"skin": ["oily"], "care": ["a"]}).result.id == "rich"


def test_answers_beside_the_way_do_not_count() -> None:
    gone_back = {"skin": ["dry"], "age": ["a"], "care": ["b"]}
    assert "油皮" not in outcome_of(QUIZ, gone_back).tags
    assert outcome_of(QUIZ, {"skin": ["oily"], "care": ["b"]}).tags == {"油皮": 90, "清爽": None}


def test_of_two_times_for_a_tag_the_longer_counts() -> None:
    assert outcome_of(QUIZ, {"skin": ["dry"], "age": ["a"], "care": ["c"]}).tags == {"干皮": None}


def test_points_reach_results() -> None:
    graded = read_content(
        {
            "decided_by": "points",
            "questions": [
                {"id": "q", "text": "?", "kind": "multi", "choices": [
                    {"id": "a", "text": "a", "points": 3}, {"id": "b", "text": "b", "points": 4},
                ]},
            ],
            "results": [
                {"id": "low", "title": "低"}, {"id": "mid", "title": "中", "from_points": 3},
                {"id": "top", "title": "高", "from_points": 7},
            ],
        }
    )  # fmt: skip
    assert [outcome_of(graded, {"q": chosen}).result.id for chosen in ([], ["a"], ["b"], ["a", "b"])] == [
        "low", "mid", "mid", "top",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [([], "missing"), (["x"], "unknown"), (["a", "a"], "unknown"), (["a", "b", "c"], "too_many"), (["a", "c"], "")],
)
def test_answers_that_cannot_be_taken(chosen: list[str], fault: str) -> None:
    assert fault_of(QUIZ.questions[2], chosen) == fault


def _unknown_result(quiz: dict[str, Any]) -> None:
    quiz["questions"][0]["choices"][0]["result"] = "nowhere"


def _jump_back(quiz: dict[str, Any]) -> None:
    quiz["questions"][2]["choices"][0]["goto"] = "skin"


def _two_same(quiz: dict[str, Any]) -> None:
    quiz["questions"][1]["id"] = "skin"


def _no_choice(quiz: dict[str, Any]) -> None:
    quiz["questions"][0]["choices"] = []


def _strange_key(quiz: dict[str, Any]) -> None:
    quiz["questions"][0]["script"] = "x"


@pytest.mark.parametrize("spoil", [_unknown_result, _jump_back, _two_same, _no_choice, _strange_key])
def test_content_that_cannot_work_is_refused_with_its_path(spoil: Any) -> None:
    quiz = a_quiz()
    spoil(quiz)
    with pytest.raises(Invalid) as said:
        read_content(quiz)
    assert said.value.data["path"]


@st.composite
def quizzes(draw: st.DrawFn) -> Content:
    """Random quizzes with jumps forward."""
    seed = random.Random(draw(st.integers()))
    count = seed.randint(1, 7)
    questions = []
    for place in range(count):
        later = [f"q{n}" for n in range(place + 1, count)]
        choices = [
            {"id": f"c{n}", "text": "?", "goto": seed.choice(["", *later]), "result": seed.choice(["", "r0", "r1"])}
            for n in range(seed.randint(2, 4))
        ]
        kind = seed.choice(["single", "multi"])
        optional = seed.random() < 0.3
        questions.append({"id": f"q{place}", "text": "?", "kind": kind, "choices": choices, "optional": optional})
    return read_content({"questions": questions, "results": [{"id": "r0", "title": "0"}, {"id": "r1", "title": "1"}]})


@given(quizzes(), st.randoms(use_true_random=False))
def test_every_way_ends_and_only_goes_forward(content: Content, seed: random.Random) -> None:
    answers: dict[str, list[str]] = {}
    places = [question.id for question in content.questions]
    steps = 0
    while not is_finished(content, answers):
        question = way_of(content, answers)[-1]
        most = 1 if question.kind == "single" else len(question.choices)
        answers[question.id] = [one.id for one in seed.sample(question.choices, seed.randint(1, most))]
        steps += 1
        assert steps <= len(places)
    order = [places.index(question.id) for question in way_of(content, answers)]
    assert order == sorted(set(order))
    stray = {name: ["c0"] for name in places if name not in answers}
    assert outcome_of(content, {**stray, **answers}) == outcome_of(content, answers)
