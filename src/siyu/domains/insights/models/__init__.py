"""Tables of insights."""

from siyu.domains.insights.models.prediction_run import PredictionRun

__all__ = ["PredictionRun"]
