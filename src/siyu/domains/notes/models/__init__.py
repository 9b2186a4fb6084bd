"""Tables of notes."""

from siyu.domains.notes.models.comment import Comment, CommentLike
from siyu.domains.notes.models.feed import Edition, Exposure, FeedAccount, FeedEntry
from siyu.domains.notes.models.note import Note, NoteRevision
from siyu.domains.notes.models.reaction import NoteView, Reaction
from siyu.domains.notes.models.topic import NoteMention, NoteTopic, Topic

__all__ = [
    "Comment",
    "CommentLike",
    "Edition",
    "Exposure",
    "FeedAccount",
    "FeedEntry",
    "Note",
    "NoteMention",
    "NoteRevision",
    "NoteTopic",
    "NoteView",
    "Reaction",
    "Topic",
]
