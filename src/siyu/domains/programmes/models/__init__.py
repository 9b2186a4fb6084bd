"""Tables of programmes."""

from siyu.domains.programmes.models.coming import Attendance, Wish
from siyu.domains.programmes.models.entry import Entry

__all__ = ["Attendance", "Entry", "Wish"]
