"""From a file to typed rows and orders on disk, without touching the database."""
