"""Owns persons as one account knows them: identities, merges, remarks, tags, tiers. Not log-ins, not orders."""
