"""What pages ask of check-ins."""
