"""One style sheet of many: what a sheet imports is put into it, so that a phone asks once and not forty times."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.core.files.base import ContentFile

_IMPORT: Final = re.compile(r"""@import url\("([^":]+\.css)"\) layer\(([\w.-]+)\);""")
_URL: Final = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|/|#)([^"')]+)\1\s*\)""")


def bundled(text: str, read: Callable[[str], str]) -> str:
    """The sheet with each `@import url("…") layer(…);` replaced by what `read(address)` gives, in that layer.

    Addresses inside an imported sheet are rewritten, as they count from its own folder.
    """

    def put(found: re.Match[str]) -> str:
        address, layer = found.groups()
        return f"@layer {layer} {{\n{_from_here(read(address), posixpath.dirname(address))}\n}}"

    return _IMPORT.sub(put, text)


def with_bundles(paths: dict[str, tuple[Any, str]]) -> dict[str, tuple[Any, str]]:
    """Gathered files (name → storage, path) with every sheet that imports others made one."""

    def text_of(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    def beside(folder: str, address: str) -> str:
        return text_of(posixpath.normpath(f"{folder}/{address}"))

    found = dict(paths)
    for name in paths:
        if name.endswith(".css") and "/" in name and _IMPORT.search(text := text_of(name)):
            found[name] = (_Made(bundled(text, partial(beside, posixpath.dirname(name)))), name)
    return found


class _Made:
    """What collectstatic opens in place of the file it found."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, _path: str) -> ContentFile[bytes]:
        return ContentFile(self.text.encode())


def _from_here(text: str, folder: str) -> str:
    if not folder:
        return text
    return _URL.sub(lambda found: f'url("{posixpath.normpath(f"{folder}/{found[2]}")}")', text)
