"""A checked tree made into one SQL statement with bound parameters; what differs by engine stays in `dialect`."""
