"""What can go wrong with the event store, the same types in every process."""

from __future__ import annotations


class StoreError(Exception):
    """The root of the event store's errors."""


class QueryError(StoreError):
    """The call itself is wrong: bad SQL, a missing parameter, a table that does not fit. Trying again is no use."""


class StoreUnavailableError(StoreError):
    """Nobody answers: the engine could not be reached or started in time. Trying later may help."""


BY_NAME: dict[str, type[StoreError]] = {kind.__name__: kind for kind in (StoreError, QueryError, StoreUnavailableError)}
"""How the wire carries an error's type."""
