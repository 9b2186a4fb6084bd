"""What can be read of notes."""
