"""Gamma-Gamma: what a purchase of each buyer is worth, by maximum likelihood.

Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value (note 025 at brucehardie.com). Value and frequency are
taken as independent, as the model demands; money is yuan here because these are estimates, not amounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from siyu.domains.insights.prediction.histories import Floats, Histories
from siyu.domains.insights.prediction.search import EDGE, lowest


@dataclass(frozen=True)
class GammaGamma:
    """The fitted model: a buyer's mean spend is drawn from shape p, q and scale `gamma` (yuan)."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    settled: bool = True

    @property
    def population_mean(self) -> float:
        """The mean value of a purchase over all buyers; infinite where q <= 1."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else float("inf")

    def expected(self, histories: Histories) -> Floats:
        """The expected value of each buyer's next purchase in yuan (eq. 5): own mean, drawn towards that of all."""
        x = np.where(histories.z > 0, histories.x, 0)
        shape = self.p * x + self.q - 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            value = self.p * (self.gamma + x * histories.z) / shape
        return np.where(shape > 0, value, self.population_mean)


def fit(histories: Histories) -> GammaGamma:
    """The maximum-likelihood model of those with at least one repeat purchase of positive mean value."""
    spent = (histories.x > 0) & (histories.z > 0)
    x, z = histories.x[spent].astype(np.float64), histories.z[spent]
    scale = float(z.mean()) if len(z) else 1.0
    starts = [np.log(start) for start in ((4.0, 4.0, 3.0), (1.0, 2.0, 1.0), (10.0, 8.0, 1.0))]
    peak = lowest(lambda logs: _negative(logs, x, z / scale), starts)
    p, q, gamma = (float(value) for value in np.exp(np.clip(peak.logs, -EDGE, EDGE)))
    total = -peak.value * len(x) - len(x) * float(np.log(scale))
    return GammaGamma(p, q, gamma * scale, total, peak.settled(3) and q > 1.0)


def _negative(logs: Floats, x: Floats, z: Floats) -> tuple[float, Floats]:
    """Minus the mean log-likelihood (eq. 1a) and its gradient, by the logarithms of the parameters."""
    p, q, gamma = np.exp(logs)
    spread, reach = p * x + q, gamma + x * z
    value = (
        gammaln(spread) - gammaln(p * x) - gammaln(q) + q * logs[2]
        + (p * x - 1) * np.log(z) + p * x * np.log(x) - spread * np.log(reach)
    )  # fmt: skip
    grown = psi(spread)
    slope = np.array(
        [
            np.sum(x * (grown - psi(p * x) + np.log(x) + np.log(z) - np.log(reach))),
            np.sum(grown - psi(q) + logs[2] - np.log(reach)),
            np.sum(q / gamma - spread / reach),
        ]
    )
    return -float(value.mean()), -slope * np.exp(logs) / len(x)
