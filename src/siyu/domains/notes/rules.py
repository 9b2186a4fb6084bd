"""Plain decisions about the words of notes: limits, cleaning, topics, mentions, links, reports of browsers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from siyu.kernel.text import fold

TITLE_MOST: Final = 20
TEXT_MOST: Final = 1_000
COMMENT_MOST: Final = 500
PICTURES_MOST: Final = 9
TOPICS_MOST: Final = 10
MENTIONS_MOST: Final = 10
TOPIC_MOST: Final = 30

VIEWS_AT_ONCE: Final = 50
"""How many views one report of a browser may carry."""
SURFACES: Final = frozenset({"discover", "featured"})
"""Where the public traffic rule counts what is shown."""
DWELL_MOST: Final = 1_800
"""Seconds of looking that are believed at a time."""

_TOPIC: Final = re.compile(rf"#([^#\s]{{1,{TOPIC_MOST}}})#")
_MENTION: Final = re.compile(r"@([^\s@#，。！？、；：,.!?;:()（）<>《》“”\"']{1,60})")
_LINK: Final = re.compile(r"https?://[^\s<>\"'，。！？、；：（）()]{1,300}")
_PIECE: Final = re.compile(f"{_TOPIC.pattern}|{_MENTION.pattern}|({_LINK.pattern})")
_BLANK_LINES: Final = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*){2,}")
_KEPT_FORMATS: Final = {"\u200d", "\ufe0f", "\u200c"}  # emoji of several signs need them
_ID: Final = re.compile(r"[0-9a-z]{6,20}")
_EVENT: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Piece:
    """A run of a text: plain words, a topic, a mention (`target` is the name in it), or a link of our own."""

    kind: Literal["words", "topic", "mention", "link"]
    text: str
    target: str = ""


@dataclass(frozen=True)
class Look:
    """One report of a browser: this note was on screen for so many seconds; `event` makes it count once."""

    event: str
    note: str
    seconds: int


def clean(text: str, *, lines: bool = True) -> str:
    """Words as they are kept: NFC, no control or invisible signs (they hide or turn text), no piles of empty lines."""
    found = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(sign for sign in found if _stays(sign))
    if not lines:
        return " ".join(kept.split())
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in kept.split("\n"))).strip()


def _stays(sign: str) -> bool:
    if sign == "\n" or sign in _KEPT_FORMATS:
        return True
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def topics_in(text: str) -> dict[str, str]:
    """Folded key → name as first written, of the #topics# in a text, in order, at most ten."""
    found: dict[str, str] = {}
    for name in _TOPIC.findall(text):
        key = fold(name)[:TOPIC_MOST]
        if key and len(found) < TOPICS_MOST:
            found.setdefault(key, name)
    return found


def mentions_in(text: str) -> list[str]:
    """Names after @ in a text, in order, each once, at most ten."""
    return list(dict.fromkeys(_MENTION.findall(text)))[:MENTIONS_MOST]


def pieces(text: str, hosts: Collection[str] = ()) -> list[Piece]:
    """Cut a text into runs; put together again they are the text. Only links to our own `hosts` become links."""
    found: list[Piece] = []
    end = 0
    for hit in _PIECE.finditer(text):
        if hit.start() > end:
            found.append(Piece("words", text[end : hit.start()]))
        topic, mention, link = hit.groups()
        if topic:
            found.append(Piece("topic", hit.group(), topic))
        elif mention:
            found.append(Piece("mention", hit.group(), mention))
        else:
            ours = own_path(link, hosts)
            found.append(Piece("link", link, ours) if ours else Piece("words", link))
        end = hit.end()
    if end < len(text):
        found.append(Piece("words", text[end:]))
    return found


def own_path(link: str, hosts: Collection[str]) -> str:
    """The path and query of a link to one of our hosts; empty for every other."""
    try:
        parts = urlsplit(link)
        host = parts.netloc
    except ValueError:
        return ""
    if host not in hosts or parts.username is not None:
        return ""
    path = "/" + parts.path.lstrip("/\\")  # never //elsewhere
    return path + (f"?{parts.query}" if parts.query else "")


def looks_in(body: Any) -> list[Look]:
    """The believable views of a browser's report ({"views": [{"event", "note", "seconds"}]}); raises ValueError."""
    if not isinstance(body, dict) or not isinstance(body.get("views"), list):
        raise ValueError("no list of views")
    if len(body["views"]) > VIEWS_AT_ONCE:
        raise ValueError("too many views at once")
    found = [_look(view) for view in body["views"]]
    return list({look.event: look for look in found}.values())


def cards_in(body: Any) -> dict[str, list[str]]:
    """The cards that came into view ({"cards": {surface: [note ids]}}, or none told), each once; raises ValueError."""
    told = body.get("cards", {}) if isinstance(body, dict) else None
    if not isinstance(told, dict) or set(told) - SURFACES:
        raise ValueError("no cards of our surfaces")
    for ids in told.values():
        if not isinstance(ids, list) or len(ids) > VIEWS_AT_ONCE:
            raise ValueError("too many cards at once")
        if not all(isinstance(one, str) and _ID.fullmatch(one) for one in ids):
            raise ValueError("a card is no id")
    return {surface: list(dict.fromkeys(ids)) for surface, ids in told.items()}


def _look(view: Any) -> Look:
    if not isinstance(view, dict) or set(view) - {"event", "note", "seconds"}:
        raise ValueError("not a view")
    event, note, seconds = view.get("event"), view.get("note"), view.get("seconds", 0)
    if not isinstance(event, str) or not _EVENT.fullmatch(event):
        raise ValueError("event is no UUID")
    if not isinstance(note, str) or not _ID.fullmatch(note):
        raise ValueError("note is no id")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < 86_400:
        raise ValueError("seconds out of bounds")
    return Look(event, note, min(int(seconds), DWELL_MOST))


def faults(title: str, text: str, pictures: Iterable[str], *, films: int = 0) -> dict[str, str]:
    """Field → code of what keeps a note from being published; empty when nothing does."""
    found = {}
    count = len(list(pictures))
    if len(title) > TITLE_MOST:
        found["title"] = "too_long"
    if len(text) > TEXT_MOST:
        found["text"] = "too_long"
    if not title and not text and not count:
        found["text"] = "empty"
    if count > PICTURES_MOST:
        found["pictures"] = "too_many"
    if films and count > 1:
        found["pictures"] = "one_video_alone"
    return found
