"""Links are cut and web processes killed while people talk: each acknowledged message is there once, in order."""

from __future__ import annotations

import pytest

from .house import House
from .talk_run import run

TALKERS, READERS, EACH, KILLS = 6, 2, 25, 4


@pytest.mark.one_database
def test_what_was_acknowledged_is_there_once_in_order(house: House) -> None:
    """And the control: repeating under nonces of its own, as if the server kept none, is seen as doubles."""
    sound, broken = run(house, talkers=TALKERS, readers=READERS, each=EACH, kills=KILLS)
    assert sound.faults == []
    assert sound.killed >= 1
    assert sound.told.troubles["cut"] > 0
    assert any("twice" in words for words in broken), broken
