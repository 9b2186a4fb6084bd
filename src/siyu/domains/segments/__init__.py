"""Owns segments: the tree, its SQL, who is in and why, on any date. Not what is done to a segment (reach).

Two rooms of its own: `tree` (the typed tree, read and checked) and `compiler` (the tree made into SQL).
"""
