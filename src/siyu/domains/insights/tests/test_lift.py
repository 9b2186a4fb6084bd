"""Lift: against scipy and statistics, on dirty files, and its guards."""

from __future__ import annotations

import json
import statistics
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from siyu.domains.insights import rules
from siyu.domains.insights.actions.measure_lift import measure_lift
from siyu.domains.insights.commands import lift_command
from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.rules import Arm
from siyu.kernel.errors import Invalid

VALUES = st.lists(st.integers(-10_000, 10_000).map(lambda n: n / 8), min_size=2, max_size=60)


def write(file: Path, rows: list[tuple[str, object]], head: str = "group,gmv") -> Path:
    file.write_text("\n".join([head, *(f"{arm},{value}" for arm, value in rows)]) + "\n", encoding="utf-8")
    return file


@settings(max_examples=60, deadline=None)
@given(a=VALUES, b=VALUES, offset=st.sampled_from([0.0, 1e7]))
def test_same_as_scipy(tmp_path_factory: pytest.TempPathFactory, a: list[float], b: list[float], offset: float) -> None:
    a, b = [value + offset for value in a], [value + offset for value in b]
    file = write(tmp_path_factory.mktemp("lift") / "x.csv", [("A", v) for v in a] + [("B", v) for v in b])
    document = measure_lift(file, arm="group", control="A", outcomes=["gmv"])
    (row,) = document["lift"]
    error = (statistics.variance(a) / len(a) + statistics.variance(b) / len(b)) ** 0.5
    assert row["difference"] == pytest.approx(statistics.fmean(b) - statistics.fmean(a), abs=1e-6)
    assert row["standard_error"] == pytest.approx(error, rel=1e-6, abs=1e-6)
    low, high = row["ci95"]
    assert high - low == pytest.approx(2 * stats.norm.ppf(0.975) * row["standard_error"], abs=1e-6)
    if error > 1e-6:
        with warnings.catch_warnings(action="ignore"):  # scipy warns where a sample has no spread
            known = stats.ttest_ind(b, a, equal_var=False)
        assert row["z"] == pytest.approx(known.statistic, rel=1e-5, abs=1e-8)
        assert row["p_value"] == pytest.approx(2 * stats.norm.sf(abs(row["z"])), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 5000), min_size=2, max_size=6), st.data())
def test_sample_ratio_is_pearsons_chi_square(sizes: list[int], data: st.DataObject) -> None:
    shares = data.draw(st.none() | st.lists(st.integers(1, 9), min_size=len(sizes), max_size=len(sizes)))
    arms = {f"arm{n}": size for n, size in enumerate(sizes)}
    plan = shares or [1] * len(sizes)
    expected = [sum(sizes) * share / sum(plan) for share in plan]
    given_shares = {f"arm{n}": float(share) for n, share in enumerate(shares)} if shares else None
    assert rules.sample_ratio_mismatch(arms, given_shares) == pytest.approx(
        stats.chisquare(sizes, expected).pvalue, abs=1e-9
    )


def test_minimum_detectable_effect_is_found_four_times_in_five() -> None:
    import numpy as np

    chance = np.random.default_rng(7)
    effect = rules.welch(Arm(400, 0.0, 1.0), Arm(400, 0.0, 1.0))["minimum_detectable_effect"]
    a, b = chance.normal(0, 1, (2000, 400)), chance.normal(effect, 1, (2000, 400))
    error = np.sqrt(a.var(1, ddof=1) / 400 + b.var(1, ddof=1) / 400)
    found = np.abs(b.mean(1) - a.mean(1)) > rules.Z_95 * error
    assert found.mean() == pytest.approx(0.8, abs=0.03)


def test_bad_rows_are_named_and_left_out(tmp_path: Path) -> None:
    rows = [("A", 1), ("A", 2), ("", 3), ("B", "oops"), ("B", ""), ("B", "inf"), ("B", 4), (" B ", " 6 ")]
    document = measure_lift(write(tmp_path / "x.csv", rows), arm="group", control="A", outcomes=["gmv"])
    assert document["arms"] == {"A": {"rows": 2, "mean": {"gmv": 1.5}}, "B": {"rows": 2, "mean": {"gmv": 5.0}}}
    assert document["rejected_rows"] == 4
    assert document["rejected"] == [
        {"row": 4, "field": "group", "reason": "no arm"},
        {"row": 5, "field": "gmv", "reason": "not a number: oops"},
        {"row": 6, "field": "gmv", "reason": "empty"},
        {"row": 7, "field": "gmv", "reason": "not a number: inf"},
    ]


@pytest.mark.parametrize(
    ("rows", "control", "error", "words"),
    [
        ([("A", 1), ("A", 2)], "A", Invalid, "only one arm"),
        ([("A", 1), ("A", 2), ("B", 1), ("B", 2)], "C", Invalid, "no arm 'C'"),
        ([("A", 1), ("A", 2), ("B", 1)], "A", NotEnoughData, "two|两"),
    ],
)
def test_what_cannot_be_compared_says_so(
    tmp_path: Path, rows: list[tuple[str, object]], control: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        measure_lift(write(tmp_path / "x.csv", rows), arm="group", control=control, outcomes=["gmv"])


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"group,gmv\nA,1\nA,2,3,4\n", b"other\n1\n"])
def test_a_file_that_is_no_table_gets_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(Invalid):
        measure_lift(tmp_path / "x.csv", arm="group", control="A", outcomes=["gmv"])


def test_no_variance_has_no_z(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", [("A", 1), ("A", 1), ("B", 2), ("B", 2)])
    (row,) = measure_lift(file, arm="group", control="A", outcomes=["gmv"])["lift"]
    assert (row["difference"], row["standard_error"], row["z"]) == (1.0, 0.0, None)


def test_the_command_prints_the_contract(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", [("A", 1), ("A", 3), ("B", 2), ("B", 5), ("C", 1), ("C", 9)])
    said = CliRunner().invoke(lift_command, [str(file), "--arm=group", "--control=A", "--outcome=gmv", "--json"])
    document = json.loads(said.stdout)
    assert said.exit_code == 0
    assert document.keys() >= {"arms", "lift", "sample_ratio_mismatch"}
    assert [row["arm"] for row in document["lift"]] == ["B", "C"]
    assert document["lift"][0].keys() >= {"arm", "outcome", "difference", "standard_error", "z", "ci95"}
    assert document["sample_ratio_mismatch"] == 1.0
