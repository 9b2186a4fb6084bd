"""The reasons of an explanation put back into the shape of the tree, so that people see which group failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from siyu.domains.segments.types import Explanation, Reason


@dataclass(frozen=True)
class Verdict:
    """One node judged: a group (`mode` all, any, none) with its parts, or one condition with its reason."""

    holds: bool
    mode: str = ""
    parts: tuple[Verdict, ...] = ()
    reason: Reason | None = None
    found: str = ""
    negated: bool = False


def verdict(tree: Any, explained: Explanation, say: Callable[[Reason], str]) -> Verdict:
    """Judge every node of a checked tree by the reasons of its conditions; `say` puts findings in words."""
    reasons = {reason.path: (reason, say(reason)) for reason in explained.because}
    return _judge(tree, "", reasons)


def _judge(node: Mapping[str, Any], path: str, reasons: Mapping[str, tuple[Reason, str]]) -> Verdict:
    for mode in ("all", "any"):
        if mode in node:
            stem = f"{path}.{mode}" if path else mode
            parts = tuple(_judge(inner, f"{stem}[{n}]", reasons) for n, inner in enumerate(node[mode]))
            held = [part.holds for part in parts]
            return Verdict(all(held) if mode == "all" else any(held), mode, parts)
    if "not" in node:
        return _not(_judge(node["not"], f"{path}.not" if path else "not", reasons))
    reason, found = reasons[path or "$"]
    return Verdict(reason.holds, reason=reason, found=found)


def _not(inner: Verdict) -> Verdict:
    if inner.mode:
        parts = inner.parts if inner.mode == "any" else (inner,)
        return Verdict(not inner.holds, "none", parts)
    return Verdict(not inner.holds, reason=inner.reason, found=inner.found, negated=not inner.negated)
