"""Putting an author's content into a note, with its limits and its screening; shared by drafting and publishing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.media.models import Asset
from siyu.domains.media.types import cards
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.notes.errors import NoteFaulty
from siyu.domains.notes.models import Note, NoteRevision
from siyu.domains.notes.rules import TEXT_MOST, TITLE_MOST, clean, faults
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock


def cleaned(content: Content) -> Content:
    """The content as it is kept: cleaned words, each picture once, a card of the right shape or none."""
    card = content.card if set(content.card) == {"card", "id"} else {}
    return Content(
        title=clean(content.title, lines=False),
        text=clean(content.text),
        pictures=tuple(dict.fromkeys(content.pictures)),
        city=clean(content.city, lines=False)[:20],
        place=clean(content.place, lines=False)[:40],
        card={key: str(value)[:40] for key, value in card.items()},
    )


def fill(note: Note, content: Content, assets: Sequence[Asset]) -> None:
    """Put cleaned content into the note, cut to what a row holds; the caller saves."""
    found = cleaned(content)
    note.title, note.text = found.title[:TITLE_MOST], found.text[: TEXT_MOST * 2]
    note.city, note.place, note.card = found.city, found.place, found.card
    note.pictures = [asset.public_id for asset in assets]
    note.cover = assets[0] if assets else None
    film = bool(assets) and assets[0].kind == Asset.Kind.VIDEO
    note.kind = Note.Kind.VIDEO if film else Note.Kind.PICTURES if assets else Note.Kind.TEXT
    note.updated_at = clock.now()


def check(account: Account, content: Content, assets: Sequence[Asset]) -> None:
    """Raise NoteFaulty when this cannot be published as it stands."""
    films = [asset for asset in assets if asset.kind == Asset.Kind.VIDEO]
    found = faults(content.title, content.text, content.pictures, films=len(films))
    if any(asset.state == Asset.State.PROCESSING for asset in films):
        found["pictures"] = "not_ready"
    if content.card and not _card_stands(account, content.card):
        found["card"] = "gone"
    if found:
        said = {field: _sentence(code) for field, code in found.items()}
        raise NoteFaulty(" ".join(said.values()), faults=said)


def _card_stands(account: Account, card: dict[str, Any]) -> bool:
    return card["card"] in cards and cards[card["card"]].find(account, card["id"]) is not None


def _sentence(code: str) -> str:
    sentences = {
        "too_long": _("This is too long: at most 20 characters in the title and 1,000 in the text."),
        "empty": _("Write something, or add a picture."),
        "too_many": _("At most 9 pictures, please."),
        "one_video_alone": _("A video stands alone: remove the other pictures or the video."),
        "not_ready": _("The video is still being converted. Publish in a moment."),
        "gone": _("The card points to something that is gone. Remove it."),
    }
    return sentences[code]


def screened(account: Account | None, *texts: str) -> tuple[str, ...]:
    """Words for which reviewers must look first; none when all is well. Raises RefusedText for what never appears."""
    verdict = screen_text(account, "\n".join(texts))
    if verdict.verdict == "refuse":
        words = "、".join(verdict.words)
        raise RefusedText(_("These words cannot be used here: %(words)s") % {"words": words}, words=list(verdict.words))
    return verdict.words if verdict.verdict == "hold" else ()


def keep_revision(note: Note, user: User) -> None:
    """Write down what the note says from now on; nothing when it says the same as before."""
    rest = {"pictures": note.pictures, "city": note.city, "place": note.place, "card": note.card}
    last = note.revisions.order_by("-number").first()
    if last and (last.title, last.text, last.rest) == (note.title, note.text, rest):
        return
    number = last.number + 1 if last else 1
    NoteRevision.objects.create(note=note, number=number, title=note.title, text=note.text, rest=rest, by=user)
