"""A member, an account with staff, and a conversation between them, for tests of support."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message
from siyu.domains.chat.types import Draft
from siyu.domains.fans.tests.worlds import make_account, make_desk
from siyu.domains.members.models import Profile
from siyu.domains.people.models import User
from siyu.domains.support.actions.open_direct import open_direct

__all__ = ["make_account", "make_desk", "make_member", "say", "written"]


def make_member(name: str, phone: str | None = None) -> User:
    user = User.objects.create_member(name=name, phone=phone)
    Profile.objects.create(user=user, nickname=name)
    return user


def written(user: User, account: Account, text: str = "在吗", **more: str) -> str:
    """The conversation's public id after the member wrote."""
    return open_direct(user, account, Draft(text=text), **more).conversation.public_id


def say(desk: Desk, conversation: str, text: str = "您好") -> Message:
    from siyu.domains.chat.actions.send_message import send_message

    return send_message(desk.user, conversation, Draft(text=text, voice="account"))
