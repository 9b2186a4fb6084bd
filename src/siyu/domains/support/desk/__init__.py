"""Doors of support at the console: the shared inbox."""
