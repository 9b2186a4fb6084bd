"""The typed tree of conditions: nodes, reading and checking JSON, putting shared segments in place. Plain Python."""
