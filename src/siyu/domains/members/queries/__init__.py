"""What can be read of members."""
