"""What must be built before pages can be served: compiled translations and gathered static files."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.translation.reloader import translation_file_changed

_STAMP = ".built-from"
# What the packages bring and no page loads: compressing it would take a minute and a half.
_UNUSED = ["*.map", "*.mjs", "extension", "echarts.js", "echarts.min.js", "echarts.esm.js", "echarts.common.*"]
_UNUSED += ["echarts.simple.*", "htmax-*", "htmx-4*", "hx-*-4*"]


def build() -> str:
    """Build what is out of date; answers what was done in a few words. Looks at names, sizes and times only."""
    compiled, gathered = compile_words(), gather_files()
    return f"translations: {compiled} compiled; static files: {'gathered' if gathered else 'up to date'}"


def compile_words() -> int:
    """Compile the translations that changed; answers how many."""
    compiled = sum(_compile(po) for folder in settings.LOCALE_PATHS for po in Path(folder).glob("*/LC_MESSAGES/*.po"))
    if compiled:  # what this process read before was the old words, or none
        translation_file_changed(sender=None, file_path=Path("django.mo"))
    return compiled


def _compile(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
        return False
    with po.open("rb") as text:
        catalogue = read_po(text, locale=po.parent.parent.name)
    draft = mo.with_suffix(".draft")
    with draft.open("wb") as binary:
        write_mo(binary, catalogue)
    draft.replace(mo)
    return True


def gather_files() -> bool:
    """Run collectstatic unless nothing changed since (False); it hashes and compresses, which takes seconds."""
    root = Path(settings.STATIC_ROOT)
    stamp, state = root / _STAMP, _state()
    if stamp.exists() and stamp.read_text() == state and (root / "staticfiles.json").exists():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=_UNUSED)
    stamp.write_text(state)
    return True


def _state() -> str:
    seen = blake2b(digest_size=16)
    for line in sorted(_sources()):
        seen.update(line.encode())
    return seen.hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(_UNUSED):
            found = Path(storage.path(path)).stat()
            yield f"{path} {found.st_size} {found.st_mtime_ns}\n"
