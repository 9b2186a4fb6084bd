"""Reads of segments: the saved ones, who is in, why, and the words that the builder offers."""
