"""Owns what the figures say: metrics, cohorts, predictions, lift, the boss report. Not who is in a segment."""
