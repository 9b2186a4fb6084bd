"""Speaks to push services of browsers."""
