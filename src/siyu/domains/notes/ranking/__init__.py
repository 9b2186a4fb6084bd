"""What is shown first: pure decisions about heat, order and whose turn it is. See docs/algorithms/feeds.md."""
