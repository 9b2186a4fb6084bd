"""Tags of members."""
