"""Which encoding a text file is in, and the file as a clean UTF-8 stream."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from siyu.domains.imports.errors import NotATable

_SAMPLE: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SPACES: Final = re.compile(r"[ \t]+")
_NOT_TEXT: Final = "This is not a text table: it holds bytes that no CSV has."


def detect_encoding(path: Path) -> str:
    """`utf-8-sig`, `utf-8`, `gb18030`, `utf-16`, `utf-16-le` or `utf-16-be`. Raises NotATable for what is not text."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        for mark, name in _BOMS:
            if sample.startswith(mark):
                return name
        if b"\0" in sample[:65536]:
            return _without_mark(sample[:65536])
        while sample.isascii():  # the first other byte decides
            more = file.read(_SAMPLE)
            if not more:
                return _text(sample, "utf-8")
            sample = more if more.isascii() else sample[-4096:] + more
    return _text(sample, _best(sample))


def _best(sample: bytes) -> str:
    return "utf-8" if _damage(sample, "utf-8") <= _damage(sample, "gb18030") else "gb18030"


def _damage(sample: bytes, encoding: str) -> int:
    """How many characters of a sample cannot be read; a character cut off at its end does not count."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    return decoder.decode(sample).count("\ufffd")


def _text(sample: bytes, encoding: str) -> str:
    text = sample.decode(encoding, errors="replace")
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if strange * 20 > len(text):
        raise NotATable(_NOT_TEXT, reason="binary")
    return encoding


def _without_mark(sample: bytes) -> str:
    """UTF-16 without a mark has its NULs on one side; anything else with NULs is binary."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd * 10 > half * 3 and even * 20 < half:
        return _text(sample[: half * 2], "utf-16-le")
    if even * 10 > half * 3 and odd * 20 < half:
        return _text(sample[: half * 2], "utf-16-be")
    raise NotATable(_NOT_TEXT, reason="binary")


class CleanStream:
    """A text file as UTF-8 bytes: decoded whatever its encoding, without NULs, runs of spaces squeezed where asked.

    Has what pyarrow asks of a file. `unreadable` counts characters that the encoding does not know.
    """

    def __init__(self, path: Path, encoding: str, *, squeeze: bool = False) -> None:
        self._file = path.open("rb")
        name = "utf-8" if encoding == "utf-8-sig" else encoding
        self._decoder = codecs.getincrementaldecoder(name)(errors="replace")
        self._squeeze = squeeze
        self._line_start = True
        self._rest = self._tail = b""
        self._at_end = False
        self._plain = name == "utf-8" and not squeeze
        if self._plain and self._file.read(3) != codecs.BOM_UTF8:
            self._file.seek(0)
        self.unreadable = 0
        self.read_bytes = 0
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        """So many bytes of clean UTF-8 (all without a size), fewer only at the end."""
        pieces, have = [self._rest], len(self._rest)
        while size < 0 or have < size:
            raw = self._file.read(1 << 20)
            self.read_bytes += len(raw)
            self._at_end = not raw
            piece = self._piece(raw)
            pieces.append(piece)
            have += len(piece)
            if not raw:
                break
        whole = b"".join(pieces)
        taken, self._rest = (whole, b"") if size < 0 else (whole[:size], whole[size:])
        return taken

    def _piece(self, raw: bytes) -> bytes:
        """The clean form of what was read; plain UTF-8 is checked and passed on as it is."""
        if self._plain and raw and b"\0" not in raw:
            whole = self._tail + raw
            try:
                _, used = codecs.utf_8_decode(whole, "strict", False)  # noqa: FBT003 - positional only
            except UnicodeDecodeError:
                self._plain = False
                raw, self._tail = whole, b""
            else:
                self._tail = whole[used:]
                return whole[:used]
        elif self._plain:
            self._plain = False
            raw, self._tail = self._tail + raw, b""
        return self._clean(self._decoder.decode(raw, final=self._at_end))

    def _clean(self, text: str) -> bytes:
        if "\ufffd" in text:
            self.unreadable += text.count("\ufffd")
        if "\0" in text:
            text = text.replace("\0", "")
        if self._squeeze and text:
            text = self._squeezed(text)
        return text.encode("utf-8", errors="replace")

    def _squeezed(self, text: str) -> str:
        """Columns set apart by spaces: one tab for each run, none at the start of a line."""
        text = _SPACES.sub("\t", text)
        text = text.replace("\n\t", "\n")
        if self._line_start:
            text = text.removeprefix("\t")
        self._line_start = text.endswith("\n")
        return text

    def close(self) -> None:
        """Let go of the file."""
        self.closed = True
        self._file.close()

    def readable(self) -> bool:
        """Yes."""
        return True

    def writable(self) -> bool:
        """No."""
        return False

    def seekable(self) -> bool:
        """No: it is read once, from front to back."""
        return False
