"""Whatever the contract does not know is refused with the path to it; what it knows reads back as it was."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.tests.worlds import random_tree
from siyu.domains.segments.tree.nodes import AllOf, EventCondition
from siyu.domains.segments.tree.parse import parse_tree
from siyu.domains.segments.tree.read import read_tree
from siyu.domains.segments.tree.write import as_json

ZONE = "Asia/Shanghai"
PAID = {"event": "order.paid"}


def _deep(levels: int) -> Any:
    tree: Any = PAID
    for _ in range(levels):
        tree = {"not": tree}
    return tree


REFUSED = [
    ([], "$", "not_an_object"),
    ("order.paid", "$", "not_an_object"),
    (None, "$", "not_an_object"),
    ({}, "$", "empty_node"),
    ({"some": []}, "some", "unknown_key"),
    ({"all": []}, "all", "empty_list"),
    ({"any": []}, "any", "empty_list"),
    ({"all": PAID}, "all", "not_a_list"),
    ({"all": [PAID], "any": [PAID]}, "any", "two_conditions"),
    ({"event": "order.paid", "tag": "vip"}, "tag", "two_conditions"),
    ({"all": [PAID], "name": "x"}, "name", "unknown_key"),
    ({"not": [PAID]}, "not", "not_an_object"),
    ({"all": [PAID, {"any": [{**PAID, "count": {"gtee": 2}}]}]}, "all[1].any[0].count.gtee", "unknown_key"),
    ({"event": "order.payed"}, "event", "unknown_kind"),
    ({"event": 43}, "event", "not_a_text"),
    ({**PAID, "within_days": 0}, "within_days", "bad_days"),
    ({**PAID, "within_days": -3}, "within_days", "bad_days"),
    ({**PAID, "within_days": 1.5}, "within_days", "not_whole"),
    ({**PAID, "within_days": "90"}, "within_days", "not_a_number"),
    ({**PAID, "within_days": True}, "within_days", "not_a_number"),
    ({**PAID, "within_days": 10**9}, "within_days", "bad_days"),
    ({**PAID, "within_days": 10**400}, "within_days", "too_large"),
    ({**PAID, "count": 2}, "count", "not_an_object"),
    ({**PAID, "count": {}}, "count", "no_comparison"),
    ({**PAID, "count": {"gte": "2"}}, "count.gte", "not_a_number"),
    ({**PAID, "count": {"gte": True}}, "count.gte", "not_a_number"),
    ({**PAID, "count": {"gte": None}}, "count.gte", "not_a_number"),
    ({**PAID, "count": {"gte": float("nan")}}, "count.gte", "not_a_number"),
    ({**PAID, "count": {"gte": 10**20}}, "count.gte", "too_large"),
    ({**PAID, "from": "yesterday"}, "from", "bad_date"),
    ({**PAID, "from": 20240101}, "from", "bad_date"),
    ({**PAID, "from": "2024-02-30"}, "from", "bad_date"),
    ({**PAID, "to": "2024-W05"}, "to", "bad_date"),
    ({**PAID, "from": "0001-01-01"}, "from", "bad_date"),
    ({**PAID, "from": "2024-02-02", "to": "2024-02-02"}, "to", "empty_window"),
    ({**PAID, "where": {}}, "where", "empty_node"),
    ({**PAID, "where": {"city": "上海"}}, "where.city", "unknown_key"),
    ({**PAID, "where": {"channel": []}}, "where.channel", "empty_list"),
    ({**PAID, "where": {"channel": ["taobao", 3]}}, "where.channel[1]", "not_a_text"),
    ({**PAID, "where": {"channel": {"eq": "taobao"}}}, "where.channel", "not_a_text"),
    ({**PAID, "where": {"amount_fen": 12.5}}, "where.amount_fen", "not_whole"),
    ({**PAID, "where": {"amount_fen": {"gte": "x"}}}, "where.amount_fen.gte", "not_a_number"),
    ({"sequence": [], "within_days": 3}, "sequence", "empty_list"),
    ({"sequence": [PAID]}, "within_days", "missing"),
    ({"sequence": [PAID] * 11, "within_days": 3}, "sequence", "too_large"),
    ({"sequence": [{**PAID, "count": {"gte": 2}}], "within_days": 3}, "sequence[0].count", "unknown_key"),
    ({"sequence": [PAID, {"where": {"channel": "x"}}], "within_days": 3}, "sequence[1].event", "missing"),
    ({"tag": ""}, "tag", "not_a_text"),
    ({"tag": "a\x00b"}, "tag", "bad_text"),
    ({"tag": "x" * 201}, "tag", "bad_text"),
    ({"tag": "\ud800"}, "tag", "bad_text"),
    ({"tag": "vip", "eq": 1}, "eq", "unknown_key"),
    ({"tier": 3}, "tier", "not_a_text"),
    ({"attr": "age", "gte": 18}, "attr", "unknown_attribute"),
    ({"attr": "orders"}, "$", "no_comparison"),
    ({"all": [{"attr": "orders"}]}, "all[0]", "no_comparison"),
    ({"attr": "orders", "gte": "2"}, "gte", "not_a_number"),
    ({"attr": "orders", "min": 2}, "min", "unknown_key"),
    ({"attr": "city", "gte": "a"}, "gte", "unknown_key"),
    ({"attr": "first_order_at", "gte": 20240101}, "gte", "bad_date"),
    ({"attr": "birthday_md", "eq": "13-01"}, "eq", "bad_date"),
    (_deep(40), ".".join(["not"] * 32), "too_deep"),
    ({"all": [{"any": [PAID] * 150}] * 4}, "all[3].any[45]", "too_large"),
    ({"any": [PAID] * 201}, "any", "too_large"),
]


@pytest.mark.parametrize(("tree", "path", "problem"), REFUSED, ids=lambda part: json.dumps(part)[:60])
def test_refused_with_its_path(tree: Any, path: str, problem: str) -> None:
    with pytest.raises(InvalidTree) as refused:
        parse_tree(tree, ZONE)
    assert (refused.value.path, refused.value.problem) == (path, problem)
    assert refused.value.message.startswith(f"{path}: ")
    assert refused.value.data["path"] == path


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["all", "any", "not", "event", "sequence", "attr", "tag", "where", "count", "from", "gte"]
                )
                | st.text(max_size=3),
                inner,
                max_size=3,
            )
        ),
        max_leaves=12,
    )
)
def test_anything_else_is_refused_and_never_breaks(tree: Any) -> None:
    try:
        parse_tree(tree, ZONE)
    except InvalidTree as refused:
        assert refused.path  # noqa: PT017 - both outcomes are right; another exception is not


@pytest.mark.parametrize("seed", range(300))
def test_reading_and_writing_are_inverse(seed: int) -> None:
    rng = random.Random(seed)
    read = parse_tree(random_tree(rng, 4), ZONE)
    assert parse_tree(as_json(read), ZONE) == read


def test_dates_are_local_midnights() -> None:
    read = parse_tree({**PAID, "from": "2024-01-01", "to": "2024-01-02T00:00:00Z"}, ZONE)
    assert isinstance(read, EventCondition)
    assert (str(read.from_), str(read.to)) == ("2023-12-31 16:00:00+00:00", "2024-01-02 00:00:00+00:00")


def test_names_may_be_written_as_people_write() -> None:
    for tree in ({"tag": "老客　VIP 💄"}, {**PAID, "where": {"channel": ""}}):
        assert as_json(parse_tree(tree, ZONE)) == tree


def test_conditions_know_their_path() -> None:
    read = parse_tree({"all": [{"not": {"any": [PAID]}}]}, ZONE)
    assert isinstance(read, AllOf)
    assert read.nodes[0].node.nodes[0].path == "all[0].not.any[0]"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe{}", "not_json"),
        (b'{"tag": "a", "tag": "b"}', "not_json"),
        (b'{"event": "order.paid", "count": {"gte": NaN}}', "not_json"),
        (b"[" * 100_000, "too_deep"),
        (b" " * 1_000_001, "too_large"),
        (b'{"event": "order.paid", "count": {"gte": ' + b"9" * 5000 + b"}}", "not_json"),
    ],
    ids=range(8),
)
def test_a_file_that_is_no_tree_gets_one_sentence(content: bytes, problem: str) -> None:
    with pytest.raises(InvalidTree) as refused:
        read_tree(content)
    assert refused.value.problem == problem


def test_a_byte_order_mark_is_fine() -> None:
    assert read_tree("\ufeff{}".encode()) == {}
