"""Messages that accounts state for others to tell people of."""

from __future__ import annotations

from typing import Final

CERTIFICATION_MOVED: Final = "certification.moved"
"""Payload: `state`, `reasons` (list of words), `until` (ISO 8601 or empty); to the owners of the account."""
CERTIFICATION_ENDS_SOON: Final = "certification.ends_soon"
"""Payload: `until` (ISO 8601); 30 days before the mark lapses, once a year."""
