"""Static files under names that carry their hash, so that browsers keep them for a year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

import siyu
from siyu.platform.ui.bundles import with_bundles

# Django has no public name for its patterns of imports.
_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined] # noqa: SLF001
_OURS: Final = sorted({folder.name for folder in Path(siyu.__path__[0]).glob("*/*/static/*") if folder.is_dir()})


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes what our own ES modules import (other people's comments look like imports to Django, so not theirs).

    Style sheets that import others become one.
    A file that was not gathered yet is asked for under its plain name, so that a page never fails for it.
    """

    manifest_strict = False
    patterns = (*HashedFilesMixin.patterns, *((f"{folder}/*.js", _IMPORTS) for folder in _OURS))

    def post_process(self, paths: dict[str, tuple[Any, str]], *args: Any, **options: Any) -> Iterator[Any]:
        """What Django and WhiteNoise make of the gathered files, bundles among them."""
        yield from super().post_process(with_bundles(paths), *args, **options)

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one."""
        try:
            found: str = super().stored_name(name)
        except ValueError:
            return name
        return found
