"""The gate, conversations, rituals and own words keep their promises for any figures and any talk."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as some

from siyu.domains.replication.conf import ANSWER_LEAST, ANSWER_MOST
from siyu.domains.replication.rules import own_words as words
from siyu.domains.replication.rules.culture import MARKS, rituals_of
from siyu.domains.replication.rules.gate import (
    QUESTIONS,
    THRESHOLDS,
    Counting,
    figures_of,
    fits_length,
    lights_of,
    what_is_missing,
)
from siyu.domains.replication.rules.talk import conversations, conversations_unled, runs_itself, starters
from siyu.domains.replication.types import Said

START = datetime(2026, 5, 20, 9, tzinfo=UTC)
ANSWER = "十二个字不够所以再写一点直到够二十个字为止"
numbers = some.integers(0, 400)
values = some.fixed_dictionaries({one.name: some.none() | some.floats(0, 100) for one in THRESHOLDS})
wanted = some.fixed_dictionaries({one.name: some.floats(0, 100) for one in THRESHOLDS})
said = some.builds(
    Said, some.integers(1, 4) | some.none(), some.integers(0, 600).map(lambda n: START + timedelta(minutes=n)),
    some.booleans(), card=some.sampled_from(["", "", "poll"]),
)  # fmt: skip
logs = some.lists(said, max_size=40).map(lambda log: sorted(log, key=lambda one: one.at))


@given(values, wanted, some.sampled_from([one.name for one in THRESHOLDS]))
def test_a_light_is_on_only_when_each_figure_is_met_and_more_never_puts_it_out(
    values: dict[str, float | None], wanted: dict[str, float], name: str
) -> None:
    lights = lights_of(figures_of(values, wanted))
    for question in QUESTIONS:
        own = [one.name for one in THRESHOLDS if one.question == question]
        assert lights[question] == all(
            (value := values[figure]) is not None and value >= wanted[figure] for figure in own
        )
    better = lights_of(figures_of({**values, name: 1_000.0}, wanted))
    assert all(better[question] for question in QUESTIONS if lights[question])


@given(
    some.fixed_dictionaries({name: some.sampled_from(["", "太短", ANSWER]) for name in QUESTIONS}),
    some.fixed_dictionaries({name: some.booleans() for name in QUESTIONS}),
    some.booleans(),
)
def test_nothing_stands_for_an_answer_and_an_override_for_evidence_alone(
    answers: dict[str, str], lights: dict[str, bool], override: bool
) -> None:
    unanswered, unmet = what_is_missing(answers, lights, override=override)
    assert set(unanswered) == {name for name in QUESTIONS if answers[name] != ANSWER}
    assert set(unmet) == (set() if override else {name for name in QUESTIONS if not lights[name]})
    assert what_is_missing({}, lights, override=override)[0] == QUESTIONS


@given(some.text(some.sampled_from("茶 \n会"), max_size=600))
def test_an_answer_has_letters_enough(text: str) -> None:
    letters = len([sign for sign in text if not sign.isspace()])
    assert fits_length(text) == (letters >= ANSWER_LEAST and len(text) <= ANSWER_MOST)


@given(logs, some.integers(1, 60))
def test_conversations_cut_the_log_where_nobody_spoke(log: list[Said], pause: int) -> None:
    runs = list(conversations(log, pause))
    assert [one for run in runs for one in run] == log
    for run in runs:
        assert all((b.at - a.at).total_seconds() <= pause * 60 for a, b in pairwise(run))
    for before, after in pairwise(runs):
        assert (after[0].at - before[-1].at).total_seconds() > pause * 60


@given(logs)
def test_a_conversation_with_owner_or_staff_never_counts(log: list[Said]) -> None:
    counting = Counting(talk_messages=3)
    runs = list(conversations(log, counting.pause_minutes))
    assert conversations_unled(log, counting) == sum(runs_itself(run, counting) for run in runs)
    led = [replace(one, led=True) for one in log]
    assert (conversations_unled(led, counting), starters(led)) == (0, set())
    assert starters(log) == {one.sender for one in log if one.card == "poll" and not one.led} - {None}


@given(numbers, numbers, numbers, numbers)
def test_a_word_stands_out_here_as_much_as_it_is_missing_there(here: int, rest: int, there: int, other: int) -> None:
    score = words.z_score(here, here + rest, there, there + other)
    assert math.isfinite(score)
    assert math.isclose(score, -words.z_score(there, there + other, here, here + rest), abs_tol=1e-9)
    assume(here and rest and other)
    odds_here, odds_there = here / (here + rest), there / (there + other)
    if abs(odds_here - odds_there) > 1e-9:
        assert (score > 0) == (odds_here > odds_there)


def test_an_own_word_needs_people_messages_and_a_difference() -> None:
    counting = Counting(word_uses=4, word_people=2)
    usual = {"早上": 400, "上好": 400, "发货": 90}
    ours = [(n % 3, ("老枞", "早上", "上好")) for n in range(12)] + [(7, ("只我", "只我"))] * 9
    ours += [(n % 3, ("一句很长的话啊", "句很长的话啊", "一句很长的话")) for n in range(9)]
    ours += [(n, ("少见",)) for n in range(3)] + [(n % 3, ("香了",)) for n in range(9)]
    found = {one.term: one for one in words.own_words(ours, usual, counting)}
    assert set(found) == {"老枞"}, "no word of one person, rare or usual, no piece, no particle"
    assert (found["老枞"].here, found["老枞"].elsewhere, found["老枞"].people) == (12, 0, 3)
    assert found["老枞"].score >= words.SURE


def test_a_word_within_a_longer_one_gives_way() -> None:
    usual = {"早上": 500}
    ours = [(n % 4, ("老枞", "枞水", "水仙", "老枞水仙", "枞水仙", "老枞水")) for n in range(10)]
    ours += [(n % 4, ("水仙",)) for n in range(10)]
    assert {one.term for one in words.own_words(ours, usual, Counting())} == {"老枞水仙", "水仙"}


@given(
    some.lists(some.tuples(some.sampled_from(["poll", "chain"]), some.dates(date(2026, 1, 1), date(2026, 3, 1)))),
    some.integers(0, 28),
)
def test_a_ritual_comes_back_in_enough_weeks(started: list[tuple[str, date]], marked: int) -> None:
    counting = Counting()
    monday = date(2025, 12, 29)
    weeks = {play: {(day - monday).days // 7 for name, day in started if name == play} for play in ("poll", "chain")}
    found = {one.play: one.times for one in rituals_of(started, marked, counting)}
    expected = {play: len(seen) for play, seen in weeks.items() if len(seen) >= counting.ritual_weeks}
    if marked >= counting.ritual_marks:
        expected[MARKS] = marked
    assert found == expected
