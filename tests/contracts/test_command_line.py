"""The public command line, as scripts use it: real files in, one JSON document out, exit codes 0, 1 and 2."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SIYU = Path(sys.executable).parent / "siyu"
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("command_line")]


class Siyu:
    """Runs `siyu` on a home of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = {**os.environ, "SIYU_HOME": str(home)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SIYU), *arguments], env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )

    def json(self, *arguments: str, code: int = 0) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == code, done.stderr[-2000:]
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def siyu(tmp_path_factory: pytest.TempPathFactory) -> Siyu:
    made = Siyu(tmp_path_factory.mktemp("home"))
    assert made.json("init", "--account", "toys", "--name", "玩具店") == made.json(
        "init", "--account", "toys", "--name", "玩具店"
    )
    return made


def _need(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"real data is absent: {path.name}")
    return path


def _fen(text: str) -> int:
    return int(Decimal(text or "0") * 100)


@pytest.fixture(scope="module")
def imported(siyu: Siyu) -> dict[str, Any]:
    """What the first import of the real Taobao pair printed, after a dry run of it."""
    tried, first = siyu.json(*_taobao(), "--dry-run"), siyu.json(*_taobao())
    same = ("rows", "orders", "paid_fen", "persons_new")
    assert {key: tried[key] for key in same} == {key: first[key] for key in same}
    return cast(dict[str, Any], first)


def _taobao() -> tuple[str, ...]:
    orders, lines = (_need(DATA / "taobao" / name) for name in ("ExportOrderList.csv", "ExportOrderDetailList.csv"))
    return ("import", "orders", str(orders), "--lines", str(lines), "--account", "toys")


@pytest.mark.real_data
def test_a_real_taobao_export_adds_up_and_the_second_time_changes_nothing(siyu: Siyu, imported: dict[str, Any]) -> None:
    with (DATA / "taobao" / "ExportOrderList.csv").open(encoding="utf-8-sig") as file:
        truth = [{key.strip(): value for key, value in row.items()} for row in csv.DictReader(file)]
    paid = [row for row in truth if row["订单付款时间"].strip()]
    assert imported["preset"].startswith("taobao")
    assert imported["rows"] == len(truth)
    assert imported["orders"] == imported["orders_new"] == len({row["订单编号"].strip() for row in truth})
    assert imported["total_fen"] == sum(_fen(row["总金额"]) for row in paid)
    assert imported["paid_fen"] == sum(_fen(row["买家实际支付金额"]) for row in paid)
    assert imported["refunded_fen"] == imported["total_fen"] - imported["paid_fen"]
    assert imported["persons_new"] == len({row["买家会员名"] for row in truth if row["买家会员名"].strip()})
    assert {one["kind"] for one in imported["warnings"]} >= {"truncated_ids"}

    again = siyu.json(*_taobao())
    assert (again["orders_new"], again["orders_updated"], again["persons_new"]) == (0, 0, 0)
    assert again["orders_unchanged"] == imported["orders"]
    net = siyu.json("metric", "show", "gmv_net", "--account", "toys")
    assert net["value"] == imported["paid_fen"]


@pytest.mark.real_data
def test_segments_speak_of_the_same_people(siyu: Siyu, imported: dict[str, Any], tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    tree.write_text(json.dumps({"all": [{"event": "order.paid", "count": {"gte": 2}}, {"not": {"tag": "黑名单"}}]}))
    counted = siyu.json("segment", "count", "--account", "toys", "--file", str(tree))
    members = siyu.json("segment", "members", "--account", "toys", "--file", str(tree))["persons"]
    assert counted["count"] == len(members) > 0
    why = siyu.json("segment", "explain", "--account", "toys", "--file", str(tree), "--person", members[0])
    assert why["in"] is True
    assert why["because"]
    long_ago = siyu.json("segment", "count", "--account", "toys", "--file", str(tree), "--as-of", "2016-01-01")
    assert long_ago["count"] == 0


@pytest.mark.real_data
def test_cdnow_gives_the_published_parameters(siyu: Siyu, tmp_path: Path) -> None:
    source = _need(DATA / "cdnow" / "CDNOW_sample.txt")
    orders = tmp_path / "cdnow.csv"
    rows = [line.split() for line in source.read_text().splitlines() if line.strip()]
    with orders.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["order", "customer", "date", "units", "amount"])
        writer.writerows(
            [n, row[1], f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}", row[3], row[4]] for n, row in enumerate(rows)
        )
    mapping = tmp_path / "mapping.json"
    columns = {"order_id": "order", "person": "customer", "paid_at": "date", "quantity": "units"}
    mapping.write_text(
        json.dumps({"name": "cdnow", "columns": columns, "amount": "amount", "constants": {"channel": "cdnow"}})
    )
    siyu.json("init", "--account", "cdnow", "--name", "CDNOW")
    said = siyu.json("import", "orders", str(orders), "--account", "cdnow", "--preset", str(mapping))
    assert said["orders"] == len(rows)
    assert said["persons_new"] == len({row[1] for row in rows})
    fit = siyu.json("predict", "--account", "cdnow", "--calibration-end", "1997-09-30", "--unit", "week")
    published = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    assert {name: round(fit["bgnbd"][name], 3) for name in published} == published
    assert round(fit["bgnbd"]["log_likelihood"], 1) == -9582.4
    assert {name: round(value, 2) for name, value in fit["gamma_gamma"].items()} == {
        "p": 6.25,
        "q": 3.74,
        "gamma": 15.44,
    }


def test_every_metric_has_its_words(siyu: Siyu) -> None:
    metrics = siyu.json("metric", "list")
    assert len(metrics) >= 60
    assert all(one["name"] and one["zh"] and one["en"] and one["definition"] and one["unit"] for one in metrics)


def test_lift_is_welch(siyu: Siyu, tmp_path: Path) -> None:
    file = tmp_path / "arms.csv"
    file.write_text("arm,spend\nmail,10\nmail,14\nmail,12\nnone,9\nnone,11\nnone,7\n")
    said = siyu.json("lift", str(file), "--arm", "arm", "--control", "none", "--outcome", "spend")
    (lift,) = said["lift"]
    assert (lift["arm"], lift["outcome"], lift["difference"]) == ("mail", "spend", 3)
    assert lift["standard_error"] == pytest.approx((4 / 3 + 4 / 3) ** 0.5)
    assert said["sample_ratio_mismatch"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import", "orders", "/nowhere.csv", "--account", "toys"), {1, 2}),
        (("import", "orders", str(ROOT / "LICENSE"), "--account", "toys"), {1}),
        (("import", "orders", str(ROOT / "LICENSE"), "--account", "no-such-account"), {1}),
        (("metric", "show", "no_such_metric", "--account", "toys"), {1}),
        (("segment", "count", "--account", "toys"), {2}),
        (("nonsense",), {2}),
    ],
)
def test_faults_are_said_in_one_sentence(siyu: Siyu, arguments: tuple[str, ...], code: set[int]) -> None:
    done = siyu.run(*arguments)
    assert done.returncode in code
    assert "Traceback" not in done.stderr
    assert done.stderr.strip() or done.stdout.strip()


def test_a_wrong_tree_is_refused_with_the_path_to_the_fault(siyu: Siyu, tmp_path: Path) -> None:
    tree = tmp_path / "wrong.json"
    tree.write_text(json.dumps({"all": [{"event": "order.paid", "count": {"gtee": 2}}]}))
    said = siyu.json("segment", "count", "--account", "toys", "--file", str(tree), code=1)
    assert "all[0]" in json.dumps(said)
