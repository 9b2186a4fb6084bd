"""Programmes 节目单 of groups: what happens when, reminders, who came."""
