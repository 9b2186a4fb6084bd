"""Reading facts from files: batches of text, checked row by row, with ids that come out the same twice."""
