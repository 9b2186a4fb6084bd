"""Saying at once what has just happened to whoever looks at it: Django publishes, the gateway fans out.

The database row is the truth and the socket a hint: whatever is missed is fetched again over HTTP by its `seq`.
Nothing here that the gateway process imports knows Django.
"""

from siyu.platform.realtime.guards import room_guards
from siyu.platform.realtime.publishing import Lane, ask_refill, publish, publish_many, revoke, use

__all__ = ["Lane", "ask_refill", "publish", "publish_many", "revoke", "room_guards", "use"]
