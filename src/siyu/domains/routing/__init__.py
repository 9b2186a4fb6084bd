"""Routing 分流: which fans are led to which group, and the next parallel group when one is full."""
