"""Registers this part with Django."""

from __future__ import annotations

from typing import Any, cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NotesConfig(AppConfig):
    """Django's entry for `notes`."""

    name = "siyu.domains.notes"
    label = "notes"

    def ready(self) -> None:
        """Hang notes where others look for them: pictures, cards, reports, the bars of members, the console."""
        from siyu.domains.media.types import Card, Holder, cards, holders
        from siyu.domains.moderation.types import Target, targets
        from siyu.domains.notes.actions import judge_reported as judged
        from siyu.domains.notes.queries.cards import choose_note_card
        from siyu.platform.jobs.schedule import daily

        holders.add("note", Holder(_may_see_held))
        cards.add("note", Card(_find_card, _render_card, _("Notes"), choose_note_card))
        note, comment = cast("str", pgettext_lazy("notes", "Note")), cast("str", _("Comment"))
        sees_note, sees_comment = judged.check_sees_note, judged.check_sees_comment
        targets.add("note", Target(note, judged.describe_note, judged.hide_note, judged.restore_note, sees_note))
        targets.add(
            "comment",
            Target(comment, judged.describe_comment, judged.hide_comment, judged.restore_comment, sees_comment),
        )
        daily("notes.tidy", 4, _tidy_later)
        daily("notes.feeds", 19, _feeds_later)
        _hang_on_bars()
        _hang_in_feeds()
        _hang_in_search()
        _hang_in_console()
        _own_data()


def _hang_on_bars() -> None:
    from siyu.platform.ui import member_tabs
    from siyu.platform.ui.member_tabs import MyEntry, Tab

    member_tabs.tabs.add("post", Tab("post", _("Write a note"), "plus", "notes:post", 30, plus=True))
    for name, label, icon, order in (
        ("notes", _("My notes"), "note", 20),
        ("likes", _("Liked"), "heart", 21),
        ("collects", _("Collected"), "star", 22),
    ):
        member_tabs.my_entries.add(name, MyEntry(name, label, icon, f"notes:my_{name}", order))


def _hang_in_feeds() -> None:
    """The tabs of home; feeds and search hear of every change and every act."""
    from siyu.domains.notes import events, subscribers
    from siyu.domains.notes.queries.recent import notes_looked_at
    from siyu.domains.notes.web import feeds
    from siyu.platform.outbox.statement import FACTS_TOPIC
    from siyu.platform.outbox.subscribers import subscribe
    from siyu.platform.ui import recent
    from siyu.platform.ui.member_tabs import HomeTab, MyEntry, home_tabs, my_entries

    home_tabs.add("follow", HomeTab("follow", _("Following"), 10, feeds.follow))
    home_tabs.add("discover", HomeTab("discover", _("Discover"), 20, feeds.discover, lambda _request: 1))
    home_tabs.add("city", HomeTab("city", _("Same city"), 30, feeds.city))
    my_entries.add("recent", MyEntry("recent", _("Recently used"), "history", "my_recent", 23))
    recent.sources.add("notes", notes_looked_at)
    subscribe("notes.feeds", {events.CHANGED}, subscribers.follow_notes)
    subscribe("notes.heat", {FACTS_TOPIC}, subscribers.follow_acts)


def _hang_in_search() -> None:
    from siyu.domains.notes.queries import found
    from siyu.platform.search.kinds import SearchKind, kinds

    for name, label, order, show, entries in (
        ("topic", _("Topics"), 10, found.show_topics, found.every_topic),
        ("account", _("Accounts"), 20, found.show_accounts, found.every_account),
    ):
        kinds.add(name, SearchKind(label, order, f"notes/found_{name}.html", show, entries))
    kinds.add(
        "note",
        SearchKind(_("Notes"), 90, "notes/found_note.html", found.show_notes, found.every_note, beside=20, tiles=True),
    )


def _hang_in_console() -> None:
    from siyu.platform.ui.navigation import Entry, add

    view = "content.view"
    add(
        Entry("content", _("Content"), "note", "console:notes:list", view, 40, also="内容 笔记 note content"),
        Entry("content_calendar", _("Calendar"), "calendar", "console:notes:calendar", view, 42, parent="content"),
        Entry("content_comments", _("Comments"), "chat", "console:notes:comments", view, 43, parent="content"),
        Entry(
            "exposure",
            _("Exposure"),
            "eye",
            "console:notes:exposure",
            view,
            44,
            parent="content",
            also="曝光 流量 粉丝价值 exposure fan value",
        ),
    )


def _own_data() -> None:
    from siyu.domains.members.types import Eraser, Export, KnownSource, erasers, exports, known_sources
    from siyu.domains.notes.actions.forget_traces import forget_traces
    from siyu.domains.notes.queries import own_data

    erasers.add("notes", Eraser(100, forget_traces))
    known_sources.add("notes", KnownSource(_("Notes"), 60, own_data.known))
    exports.add("notes", Export(own_data.notes))
    exports.add("note_comments", Export(own_data.comments))
    exports.add("note_marks", Export(own_data.marks))
    exports.add("note_views", Export(own_data.views))


def _may_see_held(user: Any, object_id: str) -> bool:
    """Pictures of a note that is not published: its account's people see them."""
    from siyu.domains.notes.queries.access import access_note
    from siyu.kernel.errors import NotFound

    try:
        access_note(user, object_id)
    except NotFound:
        return False
    return True


def _find_card(_account: Any, public_id: str) -> Any:
    from siyu.domains.notes.queries.access import published_note
    from siyu.kernel.errors import NotFound

    try:
        return published_note(public_id)
    except NotFound:
        return None


def _render_card(note: Any) -> tuple[str, dict[str, Any]]:
    return "notes/card.html", {"note": note}


def _tidy_later(_target: str) -> None:
    from siyu.domains.notes.jobs import tidy

    tidy.enqueue()


def _feeds_later(_target: str) -> None:
    from siyu.domains.notes.jobs import rebuild_feeds

    rebuild_feeds.enqueue()
