"""Owns segments: the tree, its SQL, who is in and why, on any date. Not what is done to a segment (reach)."""
