"""What a homepage can be made of: banner, words, notes, groups, quizzes."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Component, Option, Shown
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import live_groups
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.media.types import card_shown
from siyu.domains.notes.queries.of_account import notes_named, notes_of
from siyu.domains.quizzes.models import Quiz

_TO_CHOOSE = 50
_BANNERS = ("1", "2", "3")


def _banner(_account: Account, options: dict[str, Any], _viewer: Any) -> Shown | None:
    asked = [(options[f"picture{n}"], options[f"link{n}"]) for n in _BANNERS if options[f"picture{n}"]]
    links = dict(asked)
    slides = [(asset, links[asset.public_id]) for asset in assets_in_order([one for one, _link in asked])]
    slides = [(asset, link) for asset, link in slides if asset.url(720)]
    return Shown("member/homepage/banner.html", {"slides": slides}) if slides else None


def _about(_account: Account, options: dict[str, Any], _viewer: Any) -> Shown | None:
    return Shown("member/homepage/about.html", {"text": options["text"]}) if options["text"] else None


def _notes(account: Account, options: dict[str, Any], _viewer: Any) -> Shown | None:
    most = int(options["count"])
    pinned = notes_named(account, options["notes"])
    known = {note.pk for note in pinned}
    newest = [note for note in notes_of(account, most=most).rows if note.pk not in known]
    notes = [*pinned, *newest][: max(most, len(pinned))]
    return Shown("member/homepage/notes.html", {"notes": notes}) if notes else None


def _groups(account: Account, options: dict[str, Any], _viewer: Any) -> Shown | None:
    chosen = options["groups"] or [key for key, _name in _open_groups(account)[:3]]
    cards = [card for one in chosen if (card := card_shown(account, {"card": "group", "id": one}))]
    return Shown("member/homepage/cards.html", {"cards": cards}) if cards else None


def _quizzes(account: Account, options: dict[str, Any], _viewer: Any) -> Shown | None:
    cards = [card for one in options["quizzes"] if (card := card_shown(account, {"card": "quiz", "id": one}))]
    return Shown("member/homepage/cards.html", {"cards": cards}) if cards else None


def _published_notes(account: Account) -> list[tuple[str, str]]:
    return [(note.public_id, note.title or note.text[:24]) for note in notes_of(account, most=_TO_CHOOSE).rows]


def _open_groups(account: Account) -> list[tuple[str, str]]:
    rows = live_groups().filter(account=account, listed=True).exclude(policy=Group.Policy.INVITE)
    return list(rows.order_by("-id").values_list("public_id", "name")[:_TO_CHOOSE])


def _open_quizzes(account: Account) -> list[tuple[str, str]]:
    rows = Quiz.objects.of(account).filter(state=Quiz.State.PUBLISHED)
    return list(rows.order_by("-id").values_list("public_id", "title")[:_TO_CHOOSE])


def _slides() -> tuple[Option, ...]:
    made: list[Option] = []
    for n in _BANNERS:
        made.append(Option(f"picture{n}", _("Picture"), "picture"))
        made.append(Option(f"link{n}", _("Leads to"), "link", help=_("A page here, like /n/… or /g/…; may be empty.")))
    return tuple(made)


COMPONENTS: Final[dict[str, Component]] = {
    "banner": Component(
        _("Banner"), "camera", _banner, _slides(), _("Up to three wide pictures at the top."), order=10
    ),
    "about": Component(
        _("About us"), "info", _about, (Option("text", _("Text"), "text", 500),),
        _("Who you are, and what a fan finds here."), pgettext_lazy("homepage", "About"), order=20,
    ),
    "notes": Component(
        pgettext_lazy("homepage", "Notes"), "note", _notes,
        (
            Option("notes", _("Pinned notes"), "choices", 20, choices=_published_notes, default=()),
            Option("count", _("How many"), "number", 20, _("Pinned ones first, then the newest."), default=6),
        ),
        _("Pinned notes, then the newest."), pgettext_lazy("homepage", "Notes"), starts=True, order=30,
    ),
    "groups": Component(
        pgettext_lazy("homepage", "Groups"), "group", _groups,
        (
            Option(
                "groups", _("Groups to show"), "choices", 10, _("None chosen: the three newest that are open."),
                choices=_open_groups, default=(),
            ),
        ),
        _("Fan groups that visitors may join."), _("Join us"), once=True, starts=True, order=40,
    ),
    "quiz": Component(
        _("Quiz"), "help", _quizzes,
        (Option("quizzes", _("Quizzes to show"), "choices", 5, choices=_open_quizzes, default=()),),
        _("Quizzes that visitors may take."), _("Find out"), order=50,
    ),
}  # fmt: skip
"""Name → component; further domains hang theirs into `accounts.types.homepage_components` themselves."""
