"""BG/NBD: how often buyers come back and whether they still will, by maximum likelihood.

Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD Model,
Marketing Science 24(2) 275-284. Equation numbers below are theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, hyp2f1, psi, roots_jacobi

from siyu.domains.insights.prediction.histories import Distinct, Floats, Histories, Integers
from siyu.domains.insights.prediction.search import EDGE, lowest

_QUADRATURE = 96


@dataclass(frozen=True)
class BgNbd:
    """The fitted model: purchase rates are Gamma(r, alpha), drop-out chances Beta(a, b); `alpha` in units of time."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    settled: bool = True
    """False when the likelihood has no peak inside the search box: the data do not determine the model."""

    def p_alive(self, histories: Histories) -> Floats:
        """The chance that each buyer is still one (eq. in section 5 of the note "Computing P(alive)", 2008)."""
        x, t_x, age = histories.x, histories.t_x, histories.T
        log_odds = (
            (self.r + x) * (np.log(self.alpha + age) - np.log(self.alpha + t_x))
            + np.log(self.a)
            - np.log(np.maximum(self.b + x - 1, 1e-300))
        )
        dead = np.where(x > 0, np.exp(-np.logaddexp(0.0, -log_odds)), 0.0)
        return np.asarray(1.0 - dead, np.float64)

    def expected(self, histories: Histories, horizon: float) -> Floats:
        """Expected purchase days of each buyer in the next `horizon` units of time (eq. 10)."""
        return self.p_alive(histories) * self._expected_alive(histories, horizon)

    def _expected_alive(self, histories: Histories, horizon: float) -> Floats:
        """Eq. 10 without its denominator, for a buyer known to be alive.

        Euler's transformation of 2F1 takes the large powers out: nothing overflows for heavy buyers. Near its removable
        poles (a = 1, and a + b + x = 1) the mean over Beta(a, b + x) is integrated instead.
        """
        x, age = histories.x, self.alpha + histories.T
        c = self.a + self.b + x - 1.0
        z = horizon / (age + horizon)
        if abs(self.a - 1.0) < 1e-4 or float(np.min(c, initial=np.inf)) < 1e-2:
            return self._integrated(histories, horizon)
        curve = hyp2f1(c - self.r - x, self.a - 1.0, c, z) * (1.0 - z) ** (self.a - 1.0)
        closed = c / (self.a - 1.0) * (1.0 - curve)
        return closed if np.all(np.isfinite(closed)) else self._integrated(histories, horizon)

    def _integrated(self, histories: Histories, horizon: float) -> Floats:
        """E[(1 - (1 + p t / (alpha + T))^-(r + x)) / p] over p ~ Beta(a, b + x), by Gauss-Jacobi quadrature."""
        out = np.empty(len(histories))
        for repeats in np.unique(histories.x):
            rows = histories.x == repeats
            node, weight = roots_jacobi(_QUADRATURE, self.b + repeats - 1.0, self.a - 1.0)
            p, weight = (1.0 + node) / 2.0, weight / weight.sum()
            grown = np.log1p(np.outer(horizon / (self.alpha + histories.T[rows]), p))
            out[rows] = (-np.expm1(-(self.r + repeats) * grown) / p) @ weight
        return out


def fit(histories: Histories) -> BgNbd:
    """The maximum-likelihood model: several starts are weighed, the search goes on from the best of them."""
    scale = float(histories.T.mean()) or 1.0
    data = Distinct.of(Histories(histories.x, histories.t_x / scale, histories.T / scale, histories.z))
    peak = lowest(lambda logs: _negative(logs, data), _starts(data))
    r, alpha, a, b = (float(value) for value in np.exp(np.clip(peak.logs, -EDGE, EDGE)))
    total = -peak.value * len(histories) - float(histories.x.sum()) * float(np.log(scale))
    # A population nobody leaves (a -> 0) or buyers without dead time (b large) is still a purchase process; r or alpha
    # at the edge means that all buyers look the same, and then nothing is learnt about any of them.
    return BgNbd(r, alpha * scale, a, b, total, peak.settled(2))


def _starts(data: Distinct) -> list[Floats]:
    """Log-parameters to begin from: the mean purchase rate fixes r / alpha, the rest spans what shops look like."""
    rate = max(float((data.persons * data.x).sum()), 0.5) / max(float((data.persons * data.T).sum()), 1e-9)
    return [
        np.log([r, r / rate, a, b])
        for r in (0.25, 1.0, 4.0)
        for a, b in ((0.8, 3.0), (0.1, 3.0))
    ]  # fmt: skip


def _negative(logs: Floats, data: Distinct) -> tuple[float, Floats]:
    """Minus the mean log-likelihood (eq. 6) and its gradient, by the logarithms of the parameters."""
    r, alpha, a, b = np.exp(logs)
    total = data.persons.sum()
    by_x, x, back = data.persons_by_repeats, data.repeats, data.came_back
    power, seen, gone = r + data.x, alpha + data.T, alpha + data.t_x[back:]
    log_seen, log_gone, left_at = np.log(seen), np.log(gone), b + data.x[back:] - 1.0
    alive = -power * log_seen
    odds = np.log(a) - np.log(left_at) - power[back:] * log_gone - alive[back:]  # of being gone, as a logarithm
    small = np.exp(-np.abs(odds))
    weight = data.persons[back:] * np.where(odds > 0, 1.0, small) / (1.0 + small)
    living = data.persons.astype(np.float64)
    living[back:] -= weight
    value = _dot(by_x, gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x))
    value += total * (r * logs[1] + gammaln(a + b) - gammaln(r) - gammaln(b))
    value += _dot(data.persons, alive) + _dot(data.persons[back:], np.maximum(odds, 0.0) + np.log1p(small))
    every = total * psi(a + b) - _dot(by_x, psi(a + b + x))
    slope = np.array(
        [
            _dot(by_x, psi(r + x)) + total * (logs[1] - psi(r)) - _dot(living, log_seen) - _dot(weight, log_gone),
            total * r / alpha - _dot(living, power / seen) - _dot(weight, power[back:] / gone),
            every + weight.sum() / a,
            every + _dot(by_x, psi(b + x)) - total * psi(b) - _dot(weight, 1.0 / left_at),
        ]
    )
    return -float(value) / total, -slope * np.exp(logs) / total


def _dot(left: Floats | Integers, right: Floats) -> float:
    """The inner product without BLAS: on a busy machine its threads wait for each other longer than this takes."""
    return float(np.einsum("i,i->", left, right))
