"""Owns files that come in: presets, mappings, import jobs, rejected rows, and orders as other platforms export them.

Beside the usual rooms: `presets/` is plain data (headers and meanings of each platform's export), `reading/` turns a
file into typed rows without touching the database, `staging/` holds those rows on disk until they are applied.
Not here: who is who (`fans` matches identities), and what the facts mean afterwards.
"""
