"""Console pages of segments: the list, the builder in sentences, one segment with its members and how they moved."""
