"""What a list says of the newest message."""

from __future__ import annotations

import pytest
from django.utils import translation

from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.messages import summary


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("card", "周日茶会喝什么？", "[卡片] 周日茶会喝什么？"),
        ("card", "", "[卡片]"),
        ("picture", "", "[图片]"),
        ("text", "早\n安", "早 安"),
        ("card", "长" * 80, "[卡片] " + "长" * 54 + "…"),
    ],
)
def test_a_message_in_one_line(kind: str, text: str, said: str) -> None:
    with translation.override("zh-hans"):
        assert summary(Message(kind=kind, text=text, body={})) == said
