"""No file is served as it was sent, none brings the server down, whatever it claims to be."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pillow_heif
import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from siyu.domains.media.adapters import recode
from siyu.domains.media.models import Asset
from siyu.domains.media.tests.conftest import client_of
from siyu.domains.media.tests.hostile import MARKER, Hostile, hostile_files, picture, with_gps
from siyu.domains.people.models import User
from siyu.platform.http import limits

FILES = list(hostile_files())


@pytest.fixture
def sender(alice: User) -> Client:
    return client_of(alice)


def _send(client: Client, file: Hostile) -> Any:
    limits.forget_all()
    sent = SimpleUploadedFile("x", file.content, content_type=file.claims)
    sent._name = file.name  # as it came over the line: SimpleUploadedFile would have cleaned it
    return client.post("/media/upload/", {"file": sent}, headers={"accept": "application/json"})


def test_there_are_at_least_two_hundred_of_them() -> None:
    assert len(FILES) >= 200
    assert len({(file.name, file.claims, file.content) for file in FILES}) >= 200


def test_none_is_served_as_sent_and_none_breaks_the_server(sender: Client, settings: Any) -> None:
    served = 0
    for file in FILES:
        answer = _send(sender, file)
        assert answer.status_code in {200, 413, 422}, (file.name, file.content[:40], answer.content[:200])
        if answer.status_code != 200:
            assert answer.json()["message"], file.name
            continue
        assert file.may_be_taken, (file.name, file.claims, file.content[:40])
        for name in Asset.objects.get(public_id=answer.json()["id"]).renditions:
            served += 1
            _look_at(sender, f"/media/{answer.json()['id']}/{name}", file)
    assert served > 100
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path for path in kept if "incoming" in path.parts] == []
    assert [path for path in kept if MARKER in path.read_bytes()] == []


def _look_at(client: Client, address: str, file: Hostile) -> None:
    answer = client.get(address)
    body = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert answer["Content-Type"] in {"image/webp", "image/jpeg"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert file.content not in body
    assert MARKER not in body
    seen = Image.open(io.BytesIO(body))
    assert seen.width <= 1440
    assert not seen.getexif()
    assert "icc_profile" not in seen.info
    assert getattr(seen, "n_frames", 1) == 1


def test_where_a_picture_was_taken_is_forgotten_and_it_stands_upright(sender: Client) -> None:
    told = _send(sender, Hostile("gps.jpg", "image/jpeg", with_gps())).json()
    assert (told["width"], told["height"]) == (40, 80)
    assert Image.open(io.BytesIO(with_gps())).getexif().get_ifd(0x8825)  # it was there


def test_a_bomb_takes_no_memory_of_ours(sender: Client) -> None:
    before = psutil.Process().memory_info().rss
    for file in FILES:
        if file.name in {"50k.png", "unpacks.png", "frames.gif", "sof.jpg"}:
            _send(sender, file)
    assert psutil.Process().memory_info().rss - before < 100 * 1024 * 1024


def test_with_drawing_anew_off_this_suite_would_notice(
    sender: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The control: a rendition that is the sent file itself is caught by what `_look_at` asks."""
    from siyu.domains.media.actions import receive_upload
    from siyu.domains.media.adapters.pictures import Drawn

    def as_it_came(source: Path, folder: Path) -> Drawn:
        folder.mkdir(parents=True)
        (folder / "80.webp").write_bytes(source.read_bytes())
        return Drawn(80, 40, "#000000", {"80.webp": [80, 40, source.stat().st_size]})

    monkeypatch.setattr(receive_upload, "draw_anew", as_it_came)
    file = Hostile("gps.jpg", "image/jpeg", with_gps())
    told = _send(sender, file).json()
    with pytest.raises(AssertionError):
        _look_at(sender, told["url"], file)


def test_an_animation_becomes_its_first_frame(sender: Client) -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue", "green")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    told = _send(sender, Hostile("a.gif", "image/gif", file.getvalue())).json()
    shown = Image.open(io.BytesIO(b"".join(sender.get(told["url"]).streaming_content)))
    assert shown.convert("RGB").getpixel((25, 25))[0] > 200


@pytest.mark.parametrize("kind", ["HEIF", "AVIF", "PNG", "WEBP"])
def test_what_telephones_take_is_taken(sender: Client, kind: str) -> None:
    pillow_heif.register_heif_opener()
    answer = _send(sender, Hostile("a", "image/heic", picture(kind, (800, 600))))
    assert answer.status_code == 200, answer.content
    assert answer.json()["width"] == 800
    assert set(Asset.objects.get().renditions) == {"360.webp", "720.webp", "800.webp", "share.jpg"}


def test_recode_reads_no_format_beyond_those_named(tmp_path: Path) -> None:
    pillow_heif.register_heif_opener()  # as the process does that draws
    (tmp_path / "a").write_bytes(picture("TIFF"))
    with pytest.raises(OSError, match="cannot identify"):
        recode.draw(str(tmp_path / "a"), tmp_path / "out", 10**6, 10**6)
