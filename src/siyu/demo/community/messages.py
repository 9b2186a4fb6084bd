"""Direct messages of the demo: some wait for an answer, some have one, some are put away."""

from __future__ import annotations

from datetime import datetime, timedelta

from siyu.demo.cast import BOSS, OPERATOR, desk_of
from siyu.demo.community import desk_words as words
from siyu.demo.community.people import members
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.people.models import User
from siyu.domains.support.actions.assign_thread import assign_thread
from siyu.domains.support.actions.close_thread import close_thread
from siyu.domains.support.actions.keep_quick_reply import keep_quick_reply
from siyu.domains.support.actions.look_in import look_in
from siyu.domains.support.actions.note_thread import note_thread, tag_thread
from siyu.domains.support.actions.open_direct import open_direct
from siyu.domains.support.actions.tune_inbox import tune_inbox
from siyu.domains.support.models import QuickReply, Thread
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

_PAUSE = timedelta(minutes=3)


def write_messages() -> int:
    """Let members write to the brand and the desk answer; answers how many conversations are new."""
    boss, operator = desk_of(BOSS), desk_of(OPERATOR)
    if not QuickReply.objects.of(boss.account).exists():
        tune_inbox(boss, greeting=words.GREETING, sla_minutes="30", opens="09:00", closes="22:00")
        for shortcut, text in words.QUICK_REPLIES:
            keep_quick_reply(boss, shortcut, text, shared=True)
    known = set(Thread.objects.of(boss.account).values_list("user_id", flat=True))
    writers = members()[2:]  # the cast's own members begin theirs themselves
    fresh = [(user, talk) for user, talk in zip(writers, words.TALKS, strict=False) if user.pk not in known]
    with unlimited():
        for place, (user, talk) in enumerate(fresh):
            _hold(operator, boss if place % 3 == 2 else operator, user, talk)
    return len(fresh)


def _hold(operator: Desk, answering: Desk, user: User, talk: words.Talk) -> None:
    at = clock.now() - timedelta(hours=talk.hours)
    with clock.replaying(at):
        first = open_direct(user, answering.account, Draft(text=talk.lines[0], nonce="demo-0"))
    conversation = first.conversation.public_id
    for number, line in enumerate(talk.lines[1:], start=1):
        at = min(at + _PAUSE, clock.now())
        _say(answering, user, conversation, line, number, at)
    _look_after(operator, answering, conversation, talk, at)


def _say(desk: Desk, user: User, conversation: str, line: str, number: int, at: datetime) -> None:
    nonce = f"demo-{number}"
    with clock.replaying(at):
        if not line.startswith(">"):
            send_message(user, conversation, Draft(text=line, nonce=nonce))
            return
        said = send_message(desk.user, conversation, Draft(text=line.removeprefix("> "), nonce=nonce, voice="account"))
        look_in(desk, conversation, seq=said.seq, gone=True)


def _look_after(operator: Desk, answering: Desk, conversation: str, talk: words.Talk, at: datetime) -> None:
    with clock.replaying(min(at + _PAUSE, clock.now())):
        if talk.tag:
            tag_thread(answering, conversation, talk.tag)
        if talk.note:
            note_thread(answering, conversation, talk.note)
        if talk.note and answering.user != operator.user:
            assign_thread(answering, conversation, operator.user.uid, talk.note)
        if talk.closed:
            close_thread(answering, conversation)
