"""Template tags of replication."""
