"""What can be read of inbox."""
