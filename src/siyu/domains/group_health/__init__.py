"""Group health 群健康: how a group does, and what to do next."""
