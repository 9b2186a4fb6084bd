"""What can be done with programmes, one use case a file."""
