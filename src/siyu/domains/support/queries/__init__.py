"""What can be read of support."""
