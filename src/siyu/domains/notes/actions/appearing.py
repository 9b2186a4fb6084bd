"""What follows when a note appears, changes or vanishes: its topics, mentions, pictures, and who must hear of it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import in_words_of
from siyu.domains.media.actions.hold_assets import show_held
from siyu.domains.notes import events
from siyu.domains.notes.models import Note, NoteMention, NoteTopic, Topic
from siyu.domains.notes.rules import mentions_in, topics_in
from siyu.kernel import clock
from siyu.platform.outbox.statement import state


def settle(note: Note) -> None:
    """Bring all that hangs on a note in line with its state; call it in the transaction that changed the note."""
    shown = note.state == Note.State.PUBLISHED
    if shown and note.published_at is None:
        note.published_at = clock.now()
        note.save(update_fields=["published_at"])
    show_held("note", note.public_id, public=shown)
    _tie_topics(note, topics_in(f"{note.title}\n{note.text}") if shown else {})
    _tie_mentions(note, mentions_in(note.text) if shown else [])
    if note.state == Note.State.SCHEDULED:
        _wake(note)
    state(events.CHANGED, note.account_id, note=note.public_id, state=note.state)


def _tie_topics(note: Note, wanted: dict[str, str]) -> None:
    """Topics in the order of their keys: two notes that share several never wait for each other crosswise."""
    at = note.published_at or clock.now()
    tied = {tie.topic.key: tie for tie in NoteTopic.objects.filter(note=note).select_related("topic")}
    if set(wanted) - set(tied):
        Topic.objects.bulk_create([Topic(key=key, name=wanted[key]) for key in sorted(wanted)], ignore_conflicts=True)
    known = {topic.key: topic.pk for topic in Topic.objects.filter(key__in=wanted)}
    for key in sorted({*wanted, *tied}):
        if key not in wanted:
            tied[key].delete()
            Topic.objects.filter(key=key).update(notes=F("notes") - 1)
        elif key not in tied:
            NoteTopic.objects.create(note=note, topic_id=known[key], published_at=at)
            Topic.objects.filter(key=key).update(notes=F("notes") + 1)


def _tie_mentions(note: Note, names: list[str]) -> None:
    found = mentioned_accounts(names)
    wanted = {account.pk: account for account in found.values() if account.pk != note.account_id}
    before = set(NoteMention.objects.filter(note=note).values_list("account_id", flat=True))
    NoteMention.objects.filter(note=note).exclude(account_id__in=wanted).delete()
    for account_id in wanted.keys() - before:
        NoteMention.objects.create(note=note, account_id=account_id)
        _tell_mentioned(note, wanted[account_id])


def mentioned_accounts(names: list[str]) -> dict[str, Account]:
    """Name after @ → account: by its short name, else by its full name where only one bears it."""
    if not names:
        return {}
    rows = list(Account.objects.filter(Q(slug__in=names) | Q(name__in=names)))
    by_slug = {account.slug: account for account in rows}
    by_name: dict[str, list[Account]] = {}
    for account in rows:
        by_name.setdefault(account.name, []).append(account)
    return {
        name: by_slug.get(name) or by_name[name][0]
        for name in names
        if name in by_slug or len(by_name.get(name, ())) == 1
    }


def _tell_mentioned(note: Note, account: Account) -> None:
    staff = Membership.objects.filter(account=account, role__in=("owner", "operator")).select_related("user")
    for member in staff:
        with in_words_of(member.user):
            title = _("%(name)s mentioned you in a note") % {"name": note.account.name}
        key = f"note.mention:{note.public_id}:{account.pk}"
        notify([member.user], "note.mention", title, note.title or note.text[:60], note.address, key=key)


def change_state(note: Note, to: str, *, reason: str = "") -> bool:
    """Move a note to another state and settle it; False when it is there already. Remembers where it came from."""
    with transaction.atomic():
        moved = Note.objects.of(note.account_id).filter(pk=note.pk).exclude(state=to)
        now = clock.now()
        if not moved.update(state_before=F("state"), state=to, hidden_reason=reason[:200], updated_at=now):
            return False
        note.refresh_from_db(fields=["state", "state_before", "hidden_reason", "updated_at", "title", "text"])
        settle(note)
    return True


def take_back(note: Note) -> bool:
    """Bring a hidden or deleted note back to where it was; False when it is neither."""
    with transaction.atomic():
        if note.state not in {Note.State.HIDDEN, Note.State.DELETED}:
            return False
        back = note.state_before or (Note.State.PUBLISHED if note.published_at else Note.State.DRAFT)
        if back == Note.State.SCHEDULED and note.publish_at and note.publish_at <= clock.now():
            back = Note.State.PUBLISHED
        gone = Note.objects.of(note.account_id).filter(pk=note.pk, state=note.state)
        fields = {"hidden_reason": "", "awaits_review": False, "updated_at": clock.now()}
        if not gone.update(state=back, state_before="", **fields):
            return False
        note.refresh_from_db(fields=["state", "state_before", "hidden_reason", "awaits_review", "title", "text"])
        settle(note)
    return True


def _wake(note: Note) -> None:
    """Queue the appearing in the same transaction; a later change of mind makes this waking find nothing to do."""
    from siyu.domains.notes.jobs import publish_when_due  # the job calls actions of this domain

    publish_when_due.using(run_after=note.publish_at).enqueue(note.public_id)
