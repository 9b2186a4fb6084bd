"""Every metric by name. One catalogue: command line, pages, boss report and documents read from here."""

from __future__ import annotations

from typing import Final

from siyu.domains.insights.metrics import buyers, channels, community, fans, refunds, repurchase, trade
from siyu.domains.insights.metrics.metric import Metric

METRICS: Final[dict[str, Metric]] = {
    metric.name: metric
    for module in (trade, buyers, fans, repurchase, refunds, channels, community)
    for metric in module.METRICS
}
