"""Put a message at the end of the log: the one place where numbers are given."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from siyu.domains.chat.errors import Closed
from siyu.domains.chat.models import Conversation, Message
from siyu.kernel import clock


def log_message(conversation: Conversation, **fields: Any) -> Message:
    """Give the next number and write the message under it. Call inside a transaction, late: the log's row is held
    until it ends, so that numbers rise without gaps and nobody reads 7 before 6. Raises Closed.
    """
    seq = _next_seq(conversation)
    message = Message(conversation=conversation, seq=seq, sent_at=clock.now(), **fields)
    message.save(force_insert=True)
    conversation.last_seq = seq
    return message


def _next_seq(conversation: Conversation) -> int:
    """One conditional UPDATE: what it returns is ours alone, and taken back with the transaction."""
    table = connection.ops.quote_name(Conversation._meta.db_table)  # noqa: SLF001 - the only way to the name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last_seq = last_seq + 1 WHERE id = %s AND closed_at IS NULL RETURNING last_seq",  # noqa: S608
            [conversation.pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise Closed(_("This conversation is closed."))
    return int(row[0])
