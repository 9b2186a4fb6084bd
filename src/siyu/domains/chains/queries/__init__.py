"""What can be read of chains."""
