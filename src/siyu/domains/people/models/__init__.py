"""Tables of log-ins."""

from siyu.domains.people.models.user import User

__all__ = ["User"]
