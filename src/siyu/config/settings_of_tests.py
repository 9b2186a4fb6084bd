"""The settings of a test run: a SIYU_HOME of its own for each worker, and static files by their plain names."""

import os
import tempfile
from pathlib import Path

_home = Path(os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-test-")))
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker and _home.name != _worker:  # workers have databases of their own, so the same ids mean different jobs
    os.environ["SIYU_HOME"] = str(_home / _worker)

from siyu.config.settings import *  # noqa: E402, F403 - the home must be known first
from siyu.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes a quarter of a second each
if "pool" in DATABASES["default"]["OPTIONS"]:  # what a run writes need not outlive a power cut
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
