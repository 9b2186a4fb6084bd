"""Owns persons as one account knows them: identities, merges, remarks, tags, tiers, timeline. Not log-ins, not orders."""
