"""Reads of log-ins."""
