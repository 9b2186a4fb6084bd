"""What can be read of how groups do."""
