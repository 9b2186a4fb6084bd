"""The audit log says in words what was done, to what, and with which details."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from siyu.domains.accounts.queries.audit_words import act_words, data_words, target_words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"query": {"channel": "xiaohongshu", "net_paid_min": 80_000, "sort": "-last_order"}}, "小红书"),
        ({"verdict": "hold"}, "先审后发"),
        ({"outcome": "mute_1", "category": "spam"}, "1 天"),
        ({"part": "support", "before": {"sla_minutes": 30}, "after": {"sla_minutes": 10}}, "30"),
    ],
)
@pytest.mark.django_db
def test_details_are_for_people(data: dict[str, object], said: str) -> None:
    with translation.override("zh-hans"):
        shown = " ".join(f"{key} {value}" for key, value in data_words(data))
    assert said in shown
    assert not re.search(r"[a-z]+_[a-z]+|xiaohongshu|support|spam", shown), shown


def test_an_act_and_what_it_was_about_in_words() -> None:
    with translation.override("zh-hans"):
        assert act_words("word.added") == "词语：添加"
        assert target_words("word:刷单") == "词语 刷单"
        assert target_words("group:5zzb43ngh8ktcw") == "社群 #5zzb43"
    assert act_words("nobody.knows") == "nobody.knows"
