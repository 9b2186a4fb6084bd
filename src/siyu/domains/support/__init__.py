"""Owns direct messages between member and account: the shared inbox, assignment, quick replies.

The messages themselves are a conversation of `chat` of the kind `direct`.
"""
