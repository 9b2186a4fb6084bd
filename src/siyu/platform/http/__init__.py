"""What every HTTP door shares: permissions on a desk page, coded errors, limits."""
