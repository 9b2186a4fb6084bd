"""The search for the largest likelihood: BFGS over the logarithms of positive parameters, inside a soft box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from siyu.domains.insights.prediction.histories import Floats

EDGE: Final = 11.0
"""The box: |log parameter|, in units of the data's scale. A parameter that gets near it has run away."""
Objective = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True)
class Peak:
    """Where the search ended: parameters (no logarithms) and the objective there."""

    logs: Floats
    value: float

    def settled(self, first: int) -> bool:
        """Whether the first so many parameters lie well inside the box and the value is a number."""
        return bool(np.isfinite(self.value) and np.max(np.abs(self.logs[:first])) < EDGE - 1)


def lowest(objective: Objective, starts: Sequence[Floats]) -> Peak:
    """Minimise from the best start; from the next ones only while the search did not end well inside the box.

    BFGS with an analytic gradient, not L-BFGS-B: the latter calls threaded LAPACK on 4 x 4 matrices, whose threads wait
    for each other up to a hundred times as long as the fit takes when the machine is busy.
    """
    best: Peak | None = None
    for start in sorted(starts, key=lambda at: objective(at)[0])[:3]:
        found = minimize(
            _boxed, start, args=(objective,), jac=True, method="BFGS", options={"gtol": 1e-6, "maxiter": 400}
        )
        peak = Peak(np.asarray(found.x), float(found.fun))
        best = peak if best is None or not peak.value >= best.value else best
        if peak.settled(len(peak.logs)):
            break
    assert best is not None
    return best


def _boxed(logs: Floats, objective: Objective) -> tuple[float, Floats]:
    """The objective with a wall: outside the box it grows with the square of the distance."""
    inside = np.clip(logs, -EDGE, EDGE)
    value, slope = objective(inside)
    beyond = logs - inside
    return value + float(np.sum(beyond**2)), np.where(beyond == 0, slope, 2 * beyond)
