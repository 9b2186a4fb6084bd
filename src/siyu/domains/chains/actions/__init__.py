"""What can be done in chains, one use case a file."""
