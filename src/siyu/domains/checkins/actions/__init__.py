"""What one does with check-ins: one use case a file."""
