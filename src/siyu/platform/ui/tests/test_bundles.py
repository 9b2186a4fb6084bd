"""Sheets that import others become one, and mean the same."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from siyu.platform.ui.bundles import bundled, with_bundles

SHEETS = {
    "css/card.css": '.card { background: url("../img/seal.svg"); }',
    "plain.css": ".plain { color: red; }",
}


def test_imports_are_put_into_their_layer_in_order() -> None:
    text = '@layer base, top;\n@import url("plain.css") layer(base);\n@import url("css/card.css") layer(top);\n'
    made = bundled(text, SHEETS.__getitem__)
    assert made.startswith("@layer base, top;\n@layer base {\n.plain")
    assert made.index("@layer base {") < made.index("@layer top {")
    assert "@import" not in made


def test_addresses_count_from_the_bundle() -> None:
    made = bundled('@import url("css/card.css") layer(top);', SHEETS.__getitem__)
    assert 'url("img/seal.svg")' in made
    kept = "a { b: url(data:x); c: url(/d.svg); e: url(#f); g: url(https://h/i.png) }"
    assert kept in bundled('@import url("css/x.css") layer(top);', {"css/x.css": kept}.__getitem__)


def test_gathered_sheets_are_bundled_and_the_others_left(tmp_path: Path) -> None:
    storage = FileSystemStorage(tmp_path)
    for name, text in {**SHEETS, "all.css": '@import url("css/card.css") layer(top);'}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    paths = {f"ui/{name}": (storage, name) for name in ("all.css", "css/card.css", "plain.css")}
    found = with_bundles(paths)
    place, path = found["ui/all.css"]
    assert "@layer top" in place.open(path).read().decode()
    assert found["ui/plain.css"] == paths["ui/plain.css"]
