"""Pages about one's own log-in."""
