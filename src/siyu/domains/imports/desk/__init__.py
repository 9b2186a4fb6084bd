"""Console pages of imports: the list, the drop zone wizard, and what came of each import."""
