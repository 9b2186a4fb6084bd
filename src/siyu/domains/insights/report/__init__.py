"""The printed boss report: its typst page, the fonts it needs, and the small charts drawn for it."""
