"""Vendors behind the log-in."""
