"""Polls 投票 in groups: a question, its choices, who chose what."""
