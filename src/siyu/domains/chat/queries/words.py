"""What the script of a conversation says to people."""

from __future__ import annotations

from django.utils.translation import gettext as _


def talk_words() -> dict[str, str]:
    """Name → words in the language of whoever asks."""
    return {
        "recalled": _("%(name)s recalled a message"),
        "recalled_mine": _("You recalled a message"),
        "hidden": _("This message is not shown."),
        "held": _("Waits for review; only you see it."),
        "sending": _("Sending"),
        "failed": _("Not sent. Tap to try again."),
        "newer": _("%(n)s new messages"),
        "newest": _("To the newest"),
        "polling": _("The connection is slow; new messages come every few seconds."),
        "removed": _("You are no longer in this conversation."),
        "closed": _("This conversation is closed."),
        "read_by": _("Read by %(n)s"),
        "everyone": _("Everyone"),
        "nobody": _("Nobody of that name is here."),
        "copied": _("Copied."),
        "reply_to": _("Answer to %(name)s"),
        "sending_file": _("Sending %(n)s%%"),
        "picture": _("Picture"),
        "video": _("Video"),
        "loading": _("Loading"),
        "today": _("Today"),
        "yesterday": _("Yesterday"),
    }
