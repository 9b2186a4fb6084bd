"""Template tags of chains."""
