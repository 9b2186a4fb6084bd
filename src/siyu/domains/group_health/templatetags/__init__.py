"""Template tags of group health."""
