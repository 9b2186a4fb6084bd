"""Owns replication 复制: the three questions before a group may be cloned, the measured evidence, and the clones made.

The group that comes out of it belongs to `groups`; figures of health come from `group_health`.
"""
