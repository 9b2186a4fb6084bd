"""Merges the parts of the catalogue (`src/siyu/locale/parts/<language>/*.po`) into the one that Django reads.

Run: `.venv/bin/python scripts/merge_messages.py [--check]`. Reports a msgid with two different translations, and every
msgid of the code and templates that has none; exits 1 when there is any. `--check` writes nothing and also fails when
the catalogue is not what merging would make.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "siyu"
LANGUAGES = {"zh_Hans": "zh_Hans_CN"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "N_": None,
}  # fmt: skip
Key = tuple[str | None, str]


def main() -> int:
    """Merge every language; answers the exit code."""
    check = "--check" in sys.argv
    used = dict(_used())
    return max(_merge(language, locale, used, check=check) for language, locale in LANGUAGES.items())


def _merge(language: str, locale: str, used: dict[Key, str], *, check: bool) -> int:
    target = SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"
    merged = Catalog(
        locale=locale, charset="utf-8", fuzzy=False, project="siyu", header_comment="# Merged from locale/parts."
    )
    faults: list[str] = []
    for part in sorted((SOURCE / "locale" / "parts" / language).glob("*.po")):
        with part.open("rb") as text:
            _add(merged, read_po(text, locale=locale), part.name, faults)
    for key, place in sorted(used.items(), key=lambda pair: pair[1]):
        found = merged.get(key[1], context=key[0])
        if found is None or not _translated(found):
            faults.append(f"{place}: no translation into {language} of {key[1]!r}")
    body = _written(merged)
    if check:
        if not target.exists() or target.read_bytes() != body:
            faults.append(f"{target.relative_to(SOURCE)} is out of date: run scripts/merge_messages.py")
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != body:
            target.write_bytes(body)
    for fault in faults:
        print(fault)
    print(f"{language}: {len(merged)} messages, {len(used)} in use, {len(faults)} faults")
    return 1 if faults else 0


def _add(merged: Catalog, part: Catalog, name: str, faults: list[str]) -> None:
    for message in part:
        if not message.id:
            continue
        known = merged.get(message.id, context=message.context)
        if known is not None and known.string != message.string and _translated(known) and _translated(message):
            faults.append(f"{name}: {message.id!r} is {message.string!r} here and {known.string!r} elsewhere")
        elif known is None or not _translated(known):
            if known is not None:
                merged.delete(message.id, context=message.context)
            merged.add(message.id, message.string, flags=message.flags - {"fuzzy"}, context=message.context)


def _written(catalogue: Catalog) -> bytes:
    for volatile in ("creation_date", "revision_date"):
        setattr(catalogue, volatile, None)
    buffer = BytesIO()
    write_po(buffer, catalogue, sort_output=True, width=120, omit_header=False)
    lines = [line for line in buffer.getvalue().splitlines(keepends=True) if b"-Date:" not in line]
    return b"".join(lines)


def _translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _used() -> Iterator[tuple[Key, str]]:
    """Every msgid that code and templates ask for, with one place that does."""
    for file, line, message, _, context in extract_from_dir(
        str(SOURCE), method_map=_METHODS, options_map={}, keywords=KEYWORDS
    ):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            yield (context, first), f"{file}:{line}"


def _from_template(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel reads a Django template after Django has turned it into the calls that it means."""
    calls = f"({templatize(file.read().decode())})"  # in brackets, so that indentation means nothing
    yield from extract_python(BytesIO(calls.encode()), keywords, comment_tags, options)


_METHODS: Any = [
    ("**/tests/**", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python"), ("**/templates/**", _from_template)
]  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
