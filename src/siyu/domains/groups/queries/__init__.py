"""What can be read of groups."""
