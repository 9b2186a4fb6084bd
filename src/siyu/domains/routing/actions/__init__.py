"""What one does with routes: one use case a file."""
