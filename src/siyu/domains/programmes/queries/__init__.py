"""What pages ask of programmes."""
