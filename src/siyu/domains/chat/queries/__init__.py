"""What can be read of chat."""
