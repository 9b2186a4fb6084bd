"""What pages ask of routes."""
