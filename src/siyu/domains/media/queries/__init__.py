"""What can be read of media."""
