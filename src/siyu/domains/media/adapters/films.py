"""Draws videos anew with ffmpeg, confined: H.264 and AAC in MP4, at most 720p, no metadata, playing while it loads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from siyu.domains.media import conf
from siyu.domains.media.adapters import confined
from siyu.domains.media.adapters.pictures import Drawn, draw_anew
from siyu.domains.media.errors import FileTooLarge, UnreadableFile

_DURATION: Final = re.compile(r"Duration: (\d+):(\d\d):(\d\d)\.(\d\d)")
_FRAME: Final = re.compile(r"Stream #\d+:\d+.*?: Video: (?!mjpeg|png|gif).*?, (\d{1,6})x(\d{1,6})")
_TIME: Final = re.compile(r"out_time_ms=(\d+)")  # microseconds, whatever its name says
# Short side at most 720, never larger than sent, even numbers as H.264 wants them.
_SCALE: Final = (
    "scale=w='trunc(iw*min(1,720/min(iw,ih))/2)*2':h='trunc(ih*min(1,720/min(iw,ih))/2)*2':flags=bicubic,"
    "setsar=1,format=yuv420p"
)


@dataclass(frozen=True)
class Probed:
    """What a video says of itself: seconds (rounded up), width and height in pixels."""

    seconds: int
    width: int
    height: int


@cache
def ffmpeg() -> str:
    """The program: the one that came with imageio-ffmpeg, else the system's. Raises UnreadableFile without either."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        found = shutil.which("ffmpeg")
    if found is None:
        raise UnreadableFile(_("Videos cannot be taken here yet: the server has no ffmpeg."))
    return found


def probe(source: Path, demuxer: str) -> Probed:
    """Look at a video and hold it against the limits. Raises UnreadableFile, FileTooLarge."""
    command = [ffmpeg(), "-hide_banner", "-nostdin", *_reading(demuxer), "-i", str(source)]
    try:
        _out, said = confined.run(command, memory=conf.VIDEO_MEMORY, seconds=20)
    except confined.Confined as ended:  # it always complains that there is no output; what it saw stands before
        said = ended.said
    length, frame = _DURATION.search(said), _FRAME.search(said)
    if not length or not frame:
        raise UnreadableFile(_("We cannot read this video. Send an MP4, MOV or WebM."))
    hours, minutes, seconds, hundredths = (int(part) for part in length.groups())
    found = Probed(hours * 3600 + minutes * 60 + seconds + (hundredths > 0), int(frame[1]), int(frame[2]))
    if found.seconds > conf.VIDEO_SECONDS:
        most = conf.VIDEO_SECONDS // 60
        raise FileTooLarge(_("This video is longer than %(most)s minutes. Cut it and send it again.") % {"most": most})
    if max(found.width, found.height) > conf.VIDEO_SIDE:
        raise FileTooLarge(_("This video is larger than 4K. Send a smaller one."))
    return found


def draw_film_anew(source: Path, folder: Path, demuxer: str, on_second: Callable[[int], None]) -> tuple[Drawn, int]:
    """Write `video.mp4` and its poster into `folder`; what came of it, and its seconds. A failure leaves no files."""
    folder.mkdir(parents=True, exist_ok=True)
    film = folder / "video.mp4"
    try:
        _transcode(source, film, demuxer, on_second)
        seen = probe(film, "mov")
        drawn = _poster(film, folder)
    except confined.Confined as ended:
        shutil.rmtree(folder, ignore_errors=True)
        raise UnreadableFile(_("This video could not be converted. Send an MP4 as your phone records it.")) from ended
    except (UnreadableFile, FileTooLarge):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    renditions = {**drawn.renditions, "video.mp4": [seen.width, seen.height, film.stat().st_size]}
    return Drawn(seen.width, seen.height, drawn.colour, renditions), seen.seconds


def _reading(demuxer: str) -> list[str]:
    """Options before -i: one named demuxer, local files only, no references to other files."""
    only = ["-protocol_whitelist", "file", "-f", demuxer]
    return [*only, "-enable_drefs", "0", "-use_absolute_path", "0"] if demuxer == "mov" else only


def _transcode(source: Path, film: Path, demuxer: str, on_second: Callable[[int], None]) -> None:
    def listen(line: str) -> None:
        if found := _TIME.search(line):
            on_second(int(found[1]) // 1_000_000)

    command = [
        ffmpeg(), "-hide_banner", "-nostdin", "-v", "error", "-threads", "2", *_reading(demuxer), "-i", str(source),
        "-t", str(conf.VIDEO_SECONDS + 1), "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn",
        "-map_metadata", "-1", "-map_chapters", "-1", "-vf", _SCALE, "-fpsmax", "30",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-profile:v", "high", "-threads", "2",
        "-c:a", "aac", "-b:a", "96k", "-ac", "2", "-ar", "44100",
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
        "-movflags", "+faststart", "-progress", "pipe:1", "-nostats", "-f", "mp4", "-y", str(film),
    ]  # fmt: skip
    confined.run(command, memory=conf.VIDEO_MEMORY, seconds=conf.VIDEO_WORK_SECONDS, on_line=listen)


def _poster(film: Path, folder: Path) -> Drawn:
    """The first frame as a picture at our sizes."""
    still = folder / "still.png"
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-v", "error", "-i", str(film), "-frames:v", "1", "-y", str(still)]
    confined.run(command, memory=conf.VIDEO_MEMORY, seconds=60)
    drawn = draw_anew(still, folder)
    still.unlink()
    return drawn
