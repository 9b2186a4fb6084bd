"""Owns notes: pictures and words, comments, likes, topics, feeds and their ranking, search.

A note is written in the name of a pro account and belongs to it; comments and likes belong to the note. Counters on the
note are exact and can be rebuilt (`actions.rebuild_counts`).
`ranking` decides what is shown first, in plain Python.
"""
