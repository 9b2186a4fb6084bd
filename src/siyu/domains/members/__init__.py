"""Owns a log-in's member side: profile, follows, blocks, consents, one's own data. What accounts know is `fans`."""
