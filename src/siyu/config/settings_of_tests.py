"""The settings of a test run: a SIYU_HOME of its own, and static files by their plain names, found where they lie."""

import os
import tempfile

os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-test-"))

from siyu.config.settings import *  # noqa: F403 - the home must be known first
from siyu.config.settings import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
