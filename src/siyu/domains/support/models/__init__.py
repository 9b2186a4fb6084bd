"""Tables of support."""

from siyu.domains.support.models.quick_reply import QuickReply
from siyu.domains.support.models.thread import Looking, Thread, ThreadNote, ThreadTag, Turn

__all__ = ["Looking", "QuickReply", "Thread", "ThreadNote", "ThreadTag", "Turn"]
