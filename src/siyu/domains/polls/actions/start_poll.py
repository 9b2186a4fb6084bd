"""Put a question to a group."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import post_card
from siyu.domains.chat.rules import clean_text
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.queries.conversing import check_speak
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.queries.speaking import check_may_speak, check_pace
from siyu.domains.people.models import User
from siyu.domains.polls import conf
from siyu.domains.polls.actions.close_poll import close_later
from siyu.domains.polls.models import Choice, Poll
from siyu.domains.polls.models.poll import CHOICE_LENGTH, NONCE_LENGTH, QUESTION_LENGTH
from siyu.domains.polls.queries.access import may_start
from siyu.domains.polls.queries.pages import in_state
from siyu.domains.polls.types import TARGET, PollForm
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid


def start_poll(user: User, group_id: str, form: PollForm, nonce: str = "") -> Poll:
    """Start a poll and post its card; the same nonce again answers the first poll.

    Raises NotFound to strangers, Forbidden, Muted, MayNotSpeak, TooOften, RefusedText, Invalid. With words that need
    a look the poll is kept `held` and its card posted once it is let through.
    """
    lead = lead_as_member(user, group_id)
    known = _known(lead, nonce)
    if known is not None:
        return known
    if not may_start(lead):
        raise Forbidden(_("In this group only those who lead it start polls."))
    check_speak(lead.group.conversation, user, "member")
    check_may_speak(user, lead.group.account)
    form = _checked(lead, form)
    screening = screen_text(lead.group.account, "\n".join((form.question, *form.choices)))
    if screening.verdict == "refuse":
        words = "、".join(screening.words)
        raise RefusedText(_("Please leave these words out: %(words)s") % {"words": words}, words=screening.words)
    check_pace(user)
    try:
        with transaction.atomic():
            poll = _write(lead, form, nonce[:NONCE_LENGTH])
            if screening.verdict == "hold":
                poll.held_at = poll.started_at
                poll.save(update_fields=["held_at"])
                open_case(TARGET, poll.public_id, source="words", words=screening.words)
            else:
                post_poll(poll)
    except IntegrityError:
        first = _known(lead, nonce)  # the same nonce arrived twice at a time
        if first is None:
            raise
        return first
    return poll


def post_poll(poll: Poll) -> None:
    """Post the card and see to its end; once, in a transaction."""
    conversation = poll.group.conversation
    poll.seq = post_card(conversation, poll.starter, TARGET, poll.public_id, text=poll.question).seq
    poll.save(update_fields=["seq"])
    close_later(poll)


def _write(lead: Lead, form: PollForm, nonce: str) -> Poll:
    group = lead.group
    poll = Poll(
        account_id=group.account_id, group=group, starter=lead.user, nonce=nonce, question=form.question,
        most=form.most, anonymous=form.anonymous, changeable=form.changeable, shows=form.shows,
        deadline=form.deadline, started_at=clock.now(),
    )  # fmt: skip
    poll.save(force_insert=True)
    Choice.objects.bulk_create(
        [
            Choice(account_id=group.account_id, poll=poll, number=number, text=text)
            for number, text in enumerate(form.choices, 1)
        ]
    )
    return poll


def _known(lead: Lead, nonce: str) -> Poll | None:
    if not nonce:
        return None
    rows = Poll.objects.of(lead.group.account_id).filter(group=lead.group, starter=lead.user, nonce=nonce)
    poll: Poll | None = rows.first()
    if poll is not None:
        poll.group = lead.group
    return poll


def _checked(lead: Lead, form: PollForm) -> PollForm:
    """The form with its texts cleaned; raises Invalid with the field."""
    question = " ".join(clean_text(form.question).split())
    if not question or len(question) > QUESTION_LENGTH:
        raise Invalid(_("Ask something in at most %(n)s characters.") % {"n": QUESTION_LENGTH}, field="question")
    choices = tuple(text for raw in form.choices if (text := " ".join(clean_text(raw).split())))
    if not conf.FEWEST_CHOICES <= len(choices) <= conf.MOST_CHOICES:
        raise Invalid(_("A poll has 2 to 20 choices."), field="choices")
    if any(len(text) > CHOICE_LENGTH for text in choices):
        raise Invalid(_("A choice has at most %(n)s characters.") % {"n": CHOICE_LENGTH}, field="choices")
    if len(set(choices)) != len(choices):
        raise Invalid(_("Two choices are the same."), field="choices")
    if not 1 <= form.most <= len(choices):
        raise Invalid(_("Nobody can choose more than there is."), field="most")
    if form.shows not in Poll.Shows.values:
        raise Invalid("There is no such wish.", field="shows")
    now = clock.now()
    if form.deadline is not None and not now < form.deadline <= now + timedelta(days=conf.DEADLINE_DAYS):
        words = _("Choose a time within the next %(days)s days.") % {"days": conf.DEADLINE_DAYS}
        raise Invalid(words, field="deadline")
    shown = Poll.objects.of(lead.group.account_id).filter(group=lead.group, removed_at=None, hidden_at=None)
    if in_state(shown, "open").count() >= conf.OPEN_MOST:
        raise Invalid(_("Too many polls are open here. Close one first."), field="question")
    return PollForm(
        question, choices, form.most, form.anonymous, form.changeable, form.shows, form.deadline
    )  # fmt: skip
