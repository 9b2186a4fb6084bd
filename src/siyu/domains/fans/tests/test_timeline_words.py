"""What a line of the timeline is about: numbers as one says them on the phone, no ids that say nothing."""

from __future__ import annotations

import pytest
from django.utils import translation

from siyu.domains.fans.desk.happenings import days_of
from siyu.domains.fans.queries.timeline import Happening
from siyu.kernel import clock


@pytest.mark.parametrize(
    ("kind", "object_type", "object_id", "about"),
    [
        ("order.paid", "order", "2680412346096", "尾号 6096"),
        ("order.paid", "order", "order-9", "order-9"),
        ("shop.viewed", "product", "BT0099", "BT0099"),
        ("live.entered", "live", "live-20261029", ""),
        ("group.joined", "group", "5zzb43ngh8ktcw", ""),
    ],
)
def test_what_a_line_is_about(kind: str, object_type: str, object_id: str, about: str) -> None:
    happening = Happening(clock.now(), kind, object_type=object_type, object_id=object_id)
    with translation.override("zh-hans"):
        (day,) = days_of([happening], "Asia/Shanghai")
    assert day.lines[0].about == about
