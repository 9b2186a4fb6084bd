"""Owns fan groups: who may join and how, roles and what they may do, announcements, the group's page and desk.

What is said in a group lies in `chat`; how one plays in it hangs in `types.plays`.
"""
