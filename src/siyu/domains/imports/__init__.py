"""Owns files that come in: presets, mappings, import jobs, rejected rows, and orders as other platforms export them."""
