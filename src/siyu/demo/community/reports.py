"""What waits in the demo's review queue: comments and messages that members reported, and words that were held."""

from __future__ import annotations

from datetime import timedelta

from siyu.demo.cast import OPERATOR, desk_of
from siyu.demo.community import desk_words as words
from siyu.demo.community.people import members
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.rules import HOLDER, reference
from siyu.domains.chat.types import Draft
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.moderation.actions.decide_case import decide_case
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.actions.report_content import report_content
from siyu.domains.moderation.models import Case, Word
from siyu.domains.moderation.queries.access import reviewer_at
from siyu.domains.moderation.types import Decision
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Comment, Note
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited


def report_some() -> int:
    """Fill the word list and the queue of the brand; a second time nothing. Answers how many cases there are."""
    desk = desk_of(OPERATOR)
    if Word.objects.filter(account=desk.account).exists():
        return 0
    for word, verdict, note in words.WORDS:
        add_word(reviewer_at(desk), word, verdict, note)
    crowd = members()[2:]
    with unlimited():
        _spam(desk, crowd)
        _untrue(desk, crowd)
        _in_the_group(desk)
    return Case.objects.filter(account=desk.account).count()


def _newest_notes(desk: Desk) -> list[Note]:
    shown = Note.objects.of(desk.account).filter(state=Note.State.PUBLISHED)
    return list(shown.order_by("-published_at")[:3])


def _spam(desk: Desk, crowd: list[User]) -> None:
    author, *others = crowd[-6:]
    for note in _newest_notes(desk)[:1]:
        with clock.replaying(clock.now() - timedelta(hours=7)):
            comment = _comment(author, note, words.SPAM)
        for place, user in enumerate(others[:4]):
            with clock.replaying(clock.now() - timedelta(hours=6.5 - place)):
                report_content(user, "comment", comment.public_id, "spam", "到处发这个" if place == 0 else "")


def _untrue(desk: Desk, crowd: list[User]) -> None:
    author, reporter, *_rest = crowd[-9:]
    for note in _newest_notes(desk)[1:2]:
        with clock.replaying(clock.now() - timedelta(hours=27)):
            comment = _comment(author, note, words.UNTRUE)
        with clock.replaying(clock.now() - timedelta(hours=25)):
            report_content(reporter, "comment", comment.public_id, "untrue", "面霜不可能祛斑，会误导人")


def _comment(author: User, note: Note, text: str) -> Comment:
    comment = write_comment(author, note.public_id, text)
    Comment.objects.of(note.account_id).filter(pk=comment.pk).update(at=clock.now())
    return comment


def _in_the_group(desk: Desk) -> None:
    """One message that was hidden and its author silenced for a day; one that its words held back."""
    group = Group.objects.of(desk.account).filter(name__startswith="云裳记").order_by("pk").first()
    if group is None:
        return
    inside = GroupMember.objects.of(desk.account).filter(group=group, state="active", user__phone__isnull=False)
    people = [one.user for one in inside.select_related("user").order_by("-pk")[:4]]
    if len(people) < 4:  # who was rude, who was held, two who report
        return
    rude, seller, *witnesses = people
    now = clock.now()
    with clock.replaying(now - timedelta(minutes=25)):
        said = send_message(rude, group.public_id, Draft(text=words.RUDE, nonce="demo-rude"))
        target = reference(group.conversation.public_id, said.seq)
        for user in witnesses:
            report_content(user, HOLDER, target, "unfriendly")
    with clock.replaying(now - timedelta(minutes=12)):
        case = Case.objects.get(account=desk.account, kind=HOLDER, target=target)
        decide_case(reviewer_at(desk), case.pk, Decision("mute_1", "unfriendly", words.RUDE_REASON))
    with clock.replaying(now - timedelta(minutes=4)):
        send_message(seller, group.public_id, Draft(text=words.HELD, nonce="demo-held"))
