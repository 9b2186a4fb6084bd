"""Videos: converted by a job, stripped, limited, watched while they are."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from siyu.domains.media.actions.convert_video import convert_video
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.media.adapters import films, folders
from siyu.domains.media.errors import FileTooLarge, SpaceSpent, UnreadableFile
from siyu.domains.media.models import Asset
from siyu.domains.media.tests.conftest import client_of
from siyu.domains.people.models import User

pytestmark = pytest.mark.django_db
MARKER = "siyu-marker"


def film(folder: Path, *more: str, name: str = "a.mp4", size: str = "1920x1080", seconds: str = "1") -> bytes:
    """A test picture that moves, with a tone, made on the spot."""
    made = folder / name
    source = ["-f", "lavfi", "-i", f"testsrc=size={size}:rate=5:duration={seconds}"]
    tone = ["-f", "lavfi", "-i", f"sine=duration={seconds}"]
    says = ["-metadata", f"title={MARKER}", "-metadata", "location=+31.2304+121.4737/"]
    command = [films.ffmpeg(), "-v", "error", *source, *tone, *says, "-preset", "ultrafast", *more, "-y", str(made)]
    subprocess.run(command, check=True)
    return made.read_bytes()


def _sent(user: User, content: bytes) -> Asset:
    return receive_upload(user, io.BytesIO(content), len(content))


def test_a_video_is_drawn_anew_without_what_it_said_of_itself(alice: User, tmp_path: Path) -> None:
    content = film(tmp_path)
    assert MARKER.encode() in content
    asset = _sent(alice, content)
    assert asset.state == "processing"
    assert client_of(alice).get(f"/media/{asset.public_id}/state/").json()["state"] == "processing"
    convert_video(asset.public_id)
    asset.refresh_from_db()
    assert (asset.state, asset.width, asset.height, asset.seconds) == ("ready", 1280, 720, 1)
    assert set(asset.renditions) == {"360.webp", "720.webp", "1280.webp", "share.jpg", "video.mp4"}
    served = client_of(alice).get(asset.video_url, headers={"range": "bytes=0-"})
    body = b"".join(served.streaming_content)
    assert (served.status_code, served["Content-Type"]) == (206, "video/mp4")
    assert body.index(b"moov") < body.index(b"mdat")  # plays while it loads
    assert MARKER.encode() not in body
    assert b"121.4737" not in body
    assert not folders.incoming(asset.public_id).exists()
    told = client_of(alice).get(f"/media/{asset.public_id}/state/").json()
    assert (told["state"], told["percent"]) == ("ready", 100)


def test_converting_again_changes_nothing(alice: User, tmp_path: Path) -> None:
    asset = _sent(alice, film(tmp_path, size="320x240"))
    convert_video(asset.public_id)
    first = Asset.objects.get().renditions
    convert_video(asset.public_id)
    assert Asset.objects.get().renditions == first


def test_a_worker_that_died_midway_leaves_nothing_in_the_way(alice: User, tmp_path: Path) -> None:
    asset = _sent(alice, film(tmp_path, size="320x240"))
    folder = folders.folder_of(asset.public_id)
    folder.mkdir(parents=True)
    (folder / "video.mp4").write_bytes(b"half")
    convert_video(asset.public_id)
    assert Asset.objects.get().state == "ready"


def test_too_long_and_too_large_are_refused_at_once(
    alice: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = film(tmp_path, size="320x240", seconds="3")
    monkeypatch.setattr("siyu.domains.media.conf.VIDEO_SECONDS", 2)
    with pytest.raises(FileTooLarge):
        _sent(alice, content)
    monkeypatch.setattr("siyu.domains.media.conf.VIDEO_SECONDS", 300)
    monkeypatch.setattr("siyu.domains.media.conf.VIDEO_SIDE", 300)
    with pytest.raises(FileTooLarge):
        _sent(alice, content)
    monkeypatch.setattr("siyu.domains.media.conf.VIDEO_BYTES", 100)
    with pytest.raises(FileTooLarge):
        _sent(alice, content)
    assert not Asset.objects.exists()
    assert list((folders.incoming("x").parent).iterdir()) == []


def test_a_video_that_breaks_off_fails_in_words(alice: User, tmp_path: Path) -> None:
    asset = _sent(alice, film(tmp_path, size="320x240"))
    folders.incoming(asset.public_id).write_bytes(b"\0\0\0\x14ftypisom" + b"\0" * 500)
    convert_video(asset.public_id)
    asset.refresh_from_db()
    assert (asset.state, asset.error, asset.renditions) == ("failed", "unreadable_file", {})
    assert client_of(alice).get(f"/media/{asset.public_id}/state/").json()["message"]
    assert not folders.folder_of(asset.public_id).exists()


def test_only_sound_and_only_text_are_no_video(alice: User, tmp_path: Path) -> None:
    sound = film(tmp_path, "-map", "1:a", name="a.mp4")
    with pytest.raises(UnreadableFile):
        _sent(alice, sound)


def test_a_playlist_in_a_films_clothes_opens_nothing(alice: User, tmp_path: Path) -> None:
    (tmp_path / "secret.mp4").write_bytes(film(tmp_path, size="320x240", name="b.mp4"))
    playlist = f"#EXTM3U\n#EXTINF:1,\nfile://{tmp_path}/secret.mp4\n".encode()
    (tmp_path / "list").write_bytes(playlist)
    with pytest.raises(UnreadableFile):
        films.probe(tmp_path / "list", "mov")
    with pytest.raises(UnreadableFile):
        _sent(alice, playlist)


def test_one_member_keeps_the_workers_busy_only_so_far(
    alice: User, bob: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("siyu.domains.media.conf.OWNER_WORKING", 2)
    content = film(tmp_path, size="320x240")
    for _ in range(2):
        _sent(alice, content)
    with pytest.raises(SpaceSpent):
        _sent(alice, content)
    assert _sent(bob, content).state == "processing"
