"""Owns the demo brand: a seeded generator of platform export files and behaviour facts, and the show that runs on them.

Nothing here is real: names, numbers and addresses are made from word lists; no other part may import it.
"""
