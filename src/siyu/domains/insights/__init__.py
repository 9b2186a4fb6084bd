"""Owns what the figures say: metrics, cohorts, predictions, lift, the boss report. Not who is in a segment.

Three rooms beyond the usual ones hold code without a database: `metrics/` (metrics as data and their compiler),
`prediction/` (numerics) and `report/` (the printed page).
"""
