"""Pages of 我的: profile, follows, blocks, settings, privacy."""
