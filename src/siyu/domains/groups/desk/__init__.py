"""Doors of groups in the console."""
