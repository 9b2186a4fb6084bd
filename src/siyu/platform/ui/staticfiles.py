"""Static files under names that carry their hash, so that browsers keep them for a year."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

# Django has no public name for its patterns of imports.
_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined] # noqa: SLF001
_OURS = (
    "ui",
    "console",
    "fans",
    "imports",
    "segments",
    "insights",
    "people",
    "member",
    "realtime",
    "chat",
    "media",
    "groups",
    "support",
    "quizzes",
    "chains",
    "inbox",
    "moderation",
)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes what our own ES modules import (other people's comments look like imports to Django, so not theirs).

    A file that was not gathered yet is asked for under its plain name, so that a page never fails for it.
    """

    manifest_strict = False
    patterns = (*HashedFilesMixin.patterns, *((f"{folder}/*.js", _IMPORTS) for folder in _OURS))

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one."""
        try:
            found: str = super().stored_name(name)
        except ValueError:
            return name
        return found
