"""Pages of programmes on the member side."""
