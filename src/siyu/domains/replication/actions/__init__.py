"""What one does at the gate: one use case a file."""
