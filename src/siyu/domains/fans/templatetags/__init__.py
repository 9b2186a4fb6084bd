"""Template tags of fans."""
