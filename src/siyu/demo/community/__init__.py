"""The demo's community: members of three accounts, their notes, comments and groups, made by the real actions.

What the first screens show is there when the demo answers; the rest follows as jobs, so that nobody waits for it.
"""
