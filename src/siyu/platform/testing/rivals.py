"""Rivals for scarce things: acts that start in the same moment, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from siyu.kernel.errors import SiyuError


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run the acts in threads that start at once; what each answered, in their order, or what it raised.

    The test needs a database whose commits others see: `django_db(transaction=True)`.
    """
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            answers[number] = act()
        except Exception as failed:  # noqa: BLE001 - told to the test
            answers[number] = failed  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def all_succeed(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each answered; raises together whatever went wrong."""
    answers = at_once(acts)
    if failed := [answer for answer in answers if isinstance(answer, Exception)]:
        raise ExceptionGroup("rivals fell over each other", failed)
    return answers


def refusals(answers: Sequence[Any]) -> list[str]:
    """The codes of what was refused, sorted; empty for what succeeded, the whole error for what broke."""
    return sorted(_code(answer) for answer in answers)


def _code(answer: Any) -> str:
    if isinstance(answer, SiyuError):
        return answer.code
    return repr(answer) if isinstance(answer, Exception) else ""
